/**
 * A recording of a browser does not state how long it is, so that nobody could go back and forth in it. Asking for its
 * end lets the browser find out.
 */

export function findSoundLength(sound) {
  if (sound.readyState >= HTMLMediaElement.HAVE_METADATA) find(sound);
  else sound.addEventListener("loadedmetadata", () => find(sound), { once: true });
}

function find(sound) {
  if (Number.isFinite(sound.duration)) return;
  const begin = () => {
    if (!Number.isFinite(sound.duration)) return;
    sound.removeEventListener("durationchange", begin);
    sound.currentTime = 0;
  };
  sound.addEventListener("durationchange", begin);
  sound.currentTime = Number.MAX_SAFE_INTEGER;
}
