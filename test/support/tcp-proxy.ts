import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between the program and PostgreSQL. `alter` may change what PostgreSQL sends. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private readonly upstreams = new Set<Socket>();
  private readonly server: Server;
  private held = false;

  private constructor(
    /** Where new connections lead. */
    public target: URL,
    alter: (data: Buffer) => Buffer,
  ) {
    this.server = createServer((socket) => {
      const upstream = connect(Number(this.target.port), this.target.hostname);
      this.upstreams.add(upstream);
      for (const end of [socket, upstream]) {
        this.sockets.add(end);
        end.on('error', () => undefined);
      }
      upstream.on('data', (data) => socket.write(alter(data)));
      if (this.held) upstream.pause();
      upstream.on('close', () => socket.destroy());
      socket.on('close', () => {
        upstream.destroy();
        this.upstreams.delete(upstream);
        for (const end of [socket, upstream]) this.sockets.delete(end);
      });
      socket.pipe(upstream);
    });
  }

  /** A proxy to the server of `url`. */
  static async open(url: string, alter: (data: Buffer) => Buffer = (data) => data): Promise<TcpProxy> {
    const proxy = new TcpProxy(new URL(url), alter);
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  /** `url` by way of the proxy. */
  through(url: string): string {
    const changed = new URL(url);
    changed.port = String((this.server.address() as AddressInfo).port);
    return changed.href;
  }

  /** Accepts connections and requests as before, and keeps back every response until `release`. */
  hold(): void {
    this.held = true;
    for (const upstream of this.upstreams) upstream.pause();
  }

  release(): void {
    this.held = false;
    for (const upstream of this.upstreams) upstream.resume();
  }

  /** Breaks all connections. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}

/** As a pooler does: tells each new connection a process id that no process has. */
export function hideProcessId(data: Buffer): Buffer {
  const at = data.indexOf(Buffer.from('K\0\0\0\x0c', 'latin1'));
  if (at !== -1) data.writeInt32BE(1, at + 5);
  return data;
}
