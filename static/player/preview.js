/** One item to look at: its controls work, nothing is kept. `renewed` says that its markup was replaced. */

import { bindResponse } from "./interactions/index.js";

export function bindPreview(host) {
  const bind = () => bindResponse(host, null, () => {});
  host.addEventListener("renewed", bind);
  bind();
}
