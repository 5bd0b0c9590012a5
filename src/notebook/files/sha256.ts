/**
 * SHA-256 in base64. Null on unencrypted pages: browsers withhold `crypto.subtle` there, and anyone who can change the file
 * can change the page too.
 */
export async function sha256(bytes: ArrayBuffer): Promise<string | null> {
  if (globalThis.crypto.subtle === undefined) return null;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return btoa(String.fromCharCode(...hash));
}
