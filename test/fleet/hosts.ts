import { execFileSync } from "node:child_process";
import net from "node:net";

/** Something like a host: where a worker runs, and at which address it finds what runs on this machine. */
export interface Host {
  /** What to put before a command, so that it runs there. */
  wrapper: string[];
}

/**
 * Network namespaces, each with an address of its own on a bridge of this machine: a worker in one reaches PostgreSQL and the
 * emulator over a network, and nobody else.
 */
export class Hosts {
  private readonly relays: net.Server[] = [];
  private readonly names: string[] = [];

  private constructor(
    private readonly bridge: string,
    private readonly subnet: string,
  ) {}

  /** Makes them; undefined where this machine does not allow it. */
  static open(count: number): Hosts | undefined {
    // Of several test runs on one machine each has its own.
    const own = process.pid % 250;
    const hosts = new Hosts(`fleet${own}`, `10.231.${own}`);
    try {
      hosts.make(count);
      return hosts;
    } catch {
      hosts.remove();
      return undefined;
    }
  }

  /** This machine, as the hosts see it. */
  get address(): string {
    return `${this.subnet}.1`;
  }

  host(index: number): Host {
    return { wrapper: ["ip", "netns", "exec", this.names[index % this.names.length] ?? ""] };
  }

  /** Passes on what the hosts send to a port of this machine to the same port of its loopback interface. */
  async reach(port: number): Promise<void> {
    const relay = net.createServer((near) => {
      const far = net.connect(port, "127.0.0.1");
      near.pipe(far).pipe(near);
      near.on("error", () => far.destroy());
      far.on("error", () => near.destroy());
    });
    this.relays.push(relay);
    await new Promise<void>((resolve, reject) => {
      relay.on("error", reject);
      relay.listen(port, this.address, resolve);
    });
  }

  close(): void {
    for (const relay of this.relays) relay.close();
    this.remove();
  }

  private make(count: number): void {
    ip("link", "add", this.bridge, "type", "bridge");
    ip("address", "add", `${this.address}/24`, "dev", this.bridge);
    ip("link", "set", this.bridge, "up");
    for (let index = 0; index < count; index++) {
      const name = `${this.bridge}w${index}`;
      ip("netns", "add", name);
      this.names.push(name);
      ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
      ip("link", "set", name, "master", this.bridge, "up");
      ip("-n", name, "address", "add", `${this.subnet}.${index + 2}/24`, "dev", "eth0");
      ip("-n", name, "link", "set", "eth0", "up");
      // The engine and its plugins speak to each other there.
      ip("-n", name, "link", "set", "lo", "up");
    }
  }

  private remove(): void {
    for (const args of [...this.names.map((name) => ["netns", "delete", name]), ["link", "delete", this.bridge]]) {
      try {
        ip(...args);
      } catch {
        // It was never made.
      }
    }
  }
}

function ip(...args: string[]): void {
  execFileSync("ip", args, { stdio: "pipe" });
}
