/** The built site behind a server that fails as networks, servers and extensions do. Each has an origin of its own. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Served } from '../../src/notebook/command/serve.ts';

export type Fault =
  /** Not found. */
  | 'missing'
  /** The connection breaks off before an answer, as it does for what an extension blocks. */
  | 'refused'
  /** The connection breaks off in the middle. */
  | 'interrupted'
  /** Half of it comes, and then nothing, while the connection stands. */
  | 'stalled'
  /** Half of it comes, and the server says that this is all. */
  | 'truncated'
  /** All of it comes, with other bytes in the middle. */
  | 'corrupt'
  /** Something else comes in its place. */
  | ((content: string) => string);

export class FaultySite {
  readonly url: string;
  readonly close: () => void;
  /** What is wrong with which files, by their paths. */
  readonly faults = new Map<RegExp, Fault>();
  /** What else the server sends in the head of its answers, for which files. */
  readonly headers = new Map<RegExp, Readonly<Record<string, string>>>();
  /** What was asked of it. */
  readonly asked: string[] = [];
  /** What it never has. */
  readonly #without: RegExp;

  private constructor(url: string, without: RegExp, close: () => void) {
    this.url = url;
    this.#without = without;
    this.close = close;
  }

  static async start(site: Served, without: RegExp): Promise<FaultySite> {
    const server = createServer(async ({ url = '/' }, response) => {
      faulty.asked.push(url);
      const answer = await fetch(new URL(url, site.url));
      const fault = faulty.#without.test(url) ? 'missing' : [...faulty.faults].find(([path]) => path.test(url))?.[1];
      response.setHeader('Content-Type', answer.headers.get('content-type') ?? '');
      response.setHeader('Cache-Control', 'no-store');
      for (const [path, headers] of faulty.headers) {
        if (!path.test(url)) continue;
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      }
      await send(response, answer.status, Buffer.from(await answer.arrayBuffer()), fault);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const faulty = new FaultySite(`http://127.0.0.1:${port}${new URL(site.url).pathname}`, without, () => {
      server.close();
      server.closeAllConnections();
    });
    return faulty;
  }
}

async function send(
  response: ServerResponse,
  status: number,
  content: Buffer<ArrayBuffer>,
  fault: Fault | undefined,
): Promise<void> {
  const middle = content.length >> 1;
  switch (fault) {
    case undefined:
      response.writeHead(status).end(content);
      break;
    case 'missing':
      response.writeHead(404).end('Not found\n');
      break;
    case 'refused':
      response.destroy();
      break;
    case 'interrupted':
      response.writeHead(status, { 'Content-Length': content.length });
      await new Promise((resolve) => response.write(content.subarray(0, middle), resolve));
      response.destroy();
      break;
    case 'stalled':
      response.writeHead(status, { 'Content-Length': content.length });
      response.write(content.subarray(0, middle));
      break;
    case 'truncated':
      response.writeHead(status).end(content.subarray(0, middle));
      break;
    case 'corrupt':
      response
        .writeHead(status)
        .end(Buffer.concat([content.subarray(0, middle), Buffer.alloc(64, 7), content.subarray(middle + 64)]));
      break;
    default:
      response.writeHead(status).end(fault(content.toString()));
  }
}
