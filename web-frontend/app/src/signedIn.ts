/** How a tab in which somebody has just signed in tells the others, which then lose nothing that was being filled in. */
const CHANNEL = "kneadwell.signed-in";

export function tellSignedIn(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(true);
  channel.close();
}

export function onSignedIn(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", listener);
  return () => channel.close();
}
