import type { JsonObject } from "@orderloom/rule-dsl";

/** The hosts a grant names: itself, or what the config says where it is `=config.<name>`. */
export function grantedHosts(grants: readonly string[], config: JsonObject): readonly string[] {
  return grants.flatMap((grant) => {
    const name = /^=config\.([A-Za-z][A-Za-z0-9]*)$/.exec(grant)?.[1];
    if (name === undefined) return [grant];
    const value = config[name];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter((host) => typeof host === "string");
  });
}

/** The secrets among `all` that were granted; `name.*` grants those that begin so. */
export function grantedSecrets(
  grants: readonly string[],
  all: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const granted = (name: string) =>
    grants.some((grant) => (grant.endsWith(".*") ? name.startsWith(grant.slice(0, -1)) : grant === name));
  return Object.fromEntries(Object.entries(all).filter(([name]) => granted(name)));
}
