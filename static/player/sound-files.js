/** Which of the two files of a recording this browser plays: WebM with Opus, or the same sound as MP3. */

const WEBM = 'audio/webm; codecs="opus"';
let playsWebm = null;

/** The address to fetch and to play for the address of a recording; everything that plays one asks here. */
export function playable(url) {
  playsWebm ??= new Audio().canPlayType(WEBM) !== "";
  return playsWebm ? url : url.replace(/\.webm$/, ".mp3");
}
