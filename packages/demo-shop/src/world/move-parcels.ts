import { randomFrom } from "../random.ts";
import { carrier } from "./carrier.ts";
import type { Post } from "./post.ts";

/** One round of the warehouse and its carrier at once: so many parcels leave, and as many of those under way arrive. */
export function moveParcels(options: {
  readonly wms: string;
  readonly post: Post;
  readonly parcels: number;
}): Promise<number> {
  const { wms, post, parcels } = options;
  return carrier({ wms, post, random: randomFrom(`parcels/${String(parcels)}`), now: Date.now })(parcels);
}
