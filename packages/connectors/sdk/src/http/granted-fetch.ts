import { TerminalError } from "@orderloom/rule-dsl";
import type { Fetch } from "./fetch.ts";

/**
 * Fetch that reaches the granted hosts alone (H8). A grant is `host`, `host:port` or a URL, of which the host and port count.
 * Redirects are not followed: they would lead out of the grant.
 */
export function grantedFetch(hosts: readonly string[], fetch: Fetch): Fetch {
  const allowed = new Set(hosts.map(hostOf));
  return (url, init) => {
    const { protocol, host } = addressOf(url);
    if (protocol !== "http:" && protocol !== "https:")
      return Promise.reject(new TerminalError(`${protocol} is not a way out`));
    if (!allowed.has(host))
      return Promise.reject(new TerminalError(`${host} is not among the hosts this connector was granted`));
    return fetch(url, { ...init, redirect: "manual" });
  };
}

function addressOf(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw new TerminalError("the address to call is not a URL");
  }
}

function hostOf(grant: string): string {
  return grant.includes("://") ? addressOf(grant).host : grant.toLowerCase();
}
