/* Answers for one book in one language while there is no connection: any of its addresses shows the kept page.
   `PAGE` is the address of that page; the view that sends this file writes it above. With a connection nothing changes. */
"use strict";

const kept = (address) => caches.match(address, { ignoreVary: true });

/* A picture is kept in its full width alone. */
async function instead(request) {
  if (request.mode === "navigate") return await kept(PAGE) || Response.error();
  const path = new URL(request.url).pathname;
  return await kept(path) || await kept(path.replace(/^(\/files\/figures\/\d+)\/\d+$/, "$1")) || Response.error();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(fetch(request).catch(() => instead(request)));
});
