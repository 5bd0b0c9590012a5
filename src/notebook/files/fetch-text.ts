/** Fetching a text file, and giving it up where the connection has fallen silent. */
import { STALL } from './fetch-compressed.ts';

/**
 * The whole file. Rejects with a few words about why it cannot be had: the request failed, its status is not a good
 * one, or nothing more came for twenty seconds.
 */
export async function fetchText(url: string): Promise<string> {
  const request = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = async (expectMore: () => void): Promise<string> => {
    const response = await fetch(url, { signal: request.signal });
    if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (let text = ''; ; ) {
      expectMore();
      const { done, value } = await reader.read();
      text += decoder.decode(value, { stream: !done });
      if (done) return text;
    }
  };
  try {
    return await new Promise((resolve, reject) => {
      const expectMore = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new Error(`nothing more of it has come for ${STALL / 1000} seconds`)), STALL);
      };
      expectMore();
      read(expectMore).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    request.abort();
  }
}
