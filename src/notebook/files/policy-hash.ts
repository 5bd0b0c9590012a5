/** How a content security policy names a script or style that stands in the page: by its hash. */
import { createHash } from 'node:crypto';

export function policyHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
