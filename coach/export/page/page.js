"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const timeline = read("timeline");
  const { words, waits, totals, language } = read("page-data");
  const { cues, segments } = timeline;
  const total = timeline.total_s;
  const MANY_CHARACTERS = 70; // of a cue: more lines than a phone has in the largest letters
  const sound = byId("sound");
  const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const clock = (s) => {
    const whole = Math.max(0, Math.round(s));
    const pad = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor(whole / 60) % 60;
    return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
  };

  // The sound stands in the page as base64. A blob of it can be jumped in by every browser, also
  // by those that can't jump in a data: address. It is decoded in pieces: an hour is 15 MB.
  const decoded = (text) => {
    const pieces = [];
    for (let at = 0; at < text.length; at += 1 << 18) {
      pieces.push(Uint8Array.from(atob(text.slice(at, at + (1 << 18))), (c) => c.charCodeAt(0)));
    }
    return new Blob(pieces, { type: "audio/mpeg" });
  };
  sound.src = URL.createObjectURL(decoded(byId("mp3").textContent));
  byId("mp3").remove();

  // -- where on the timeline a time is ---------------------------------------------------------

  const last = (list, at) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].start_s <= at + 0.001) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const itemOf = new Map(segments.map((segment) => {
    const inside = (cue) => cue.start_s >= segment.start_s && cue.start_s < segment.end_s;
    return [segment, cues.find((cue) => inside(cue) && cue.item !== null)?.item ?? null];
  }));
  const stops = segments.filter((segment) => segment.kind !== "rest");
  const totalsOf = new Map(cues.map((cue, index) => [cue, totals[index]]));
  const nameOf = (segment) => segment.exercise ??
    words[{ intro: "before", finish: "finish", rest: "rest" }[segment.kind]];
  const whereIs = (cue) => {
    if (!cue || cue.item === null) return "";
    const [sets, reps] = totalsOf.get(cue);
    return [
      cue.round > 1 ? filled(words.round, { n: cue.round }) : "",
      cue.side ? words[cue.side] : "",
      cue.set && sets > 1 ? filled(words.set_of, { n: cue.set, total: sets }) : "",
      cue.rep && reps > 1 ? filled(words.rep_of, { n: cue.rep, total: reps }) : "",
    ].filter(Boolean).join(" · ");
  };

  // -- what is shown ----------------------------------------------------------------------------

  const shown = { cue: null, segment: null, left: "" };
  const put = (id, said) => {
    if (byId(id).textContent !== said) byId(id).textContent = said;
  };
  // The same words once more are told only if they differ: with a space that is not heard.
  const tell = (said) => put("said", said && byId("said").textContent === said ? `${said}\u00a0` : said);
  const pictureFor = (segment) => {
    const next = segments[segments.indexOf(segment) + 1];
    const item = segment.kind === "rest" && next ? itemOf.get(next) : itemOf.get(segment);
    return item === null ? null : document.querySelector(`#exercise-${item} .picture`);
  };
  const showSegment = (segment) => {
    put("now-name", nameOf(segment));
    byId("now-name").lang = segment.exercise === null ? language : "";
    if (!language || segment.exercise !== null) byId("now-name").removeAttribute("lang");
    const picture = pictureFor(segment);
    byId("now-picture").replaceChildren(...(picture ? [picture.cloneNode(true)] : []));
    const current = stops[last(stops, segment.start_s)];
    byId("stops").querySelectorAll("button").forEach((button, index) => {
      if (stops[index] === current) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    if (segment.kind !== "rest" && !sound.paused) tell(nameOf(segment));
    headset();
  };
  const show = () => {
    const at = sound.currentTime;
    const segment = segments[Math.max(0, last(segments, at))];
    const index = last(cues, at);
    const inside = index >= 0 && cues[index].start_s >= segment.start_s;
    const cue = inside ? cues[index] : index < 0 ? cues[0] ?? null : null;
    if (segment !== shown.segment) {
      shown.segment = segment;
      showSegment(segment);
    }
    if (cue !== shown.cue) {
      shown.cue = cue;
      put("now-cue", cue ? cue.text : "");
      byId("now-cue").classList.toggle("long", Boolean(cue) && cue.text.length > MANY_CHARACTERS);
      put("now-where", whereIs(cue));
    }
    byId("wait").hidden = !waitAt(at);
    const left = clock(total - at);
    if (left !== shown.left) {
      shown.left = left;
      put("left", left);
      byId("place").value = at;
      const values = { now: clock(at), total: clock(total) };
      byId("place").setAttribute("aria-valuetext", filled(words.place_of, values));
    }
  };
  const waitAt = (at) => waits.find(([from, to]) => from <= at && at < to);

  // -- what can be done -------------------------------------------------------------------------

  const go = (at) => {
    sound.currentTime = Math.min(Math.max(0, at), Math.max(0, total - 0.05));
    show();
  };
  const play = () => sound.play().catch(() => {});
  const toggle = () => (sound.paused ? play() : sound.pause());
  const goTo = (stop) => {
    go(stop.start_s);
    if (sound.paused) tell(nameOf(stop)); // while it plays, the exercise that begins is told anyway
  };
  const next = () => {
    const stop = stops[last(stops, sound.currentTime) + 1];
    if (stop) goTo(stop);
  };
  const previous = () => {
    const index = Math.max(0, last(stops, sound.currentTime));
    const again = sound.currentTime - stops[index].start_s > 3;
    goTo(stops[again ? index : Math.max(0, index - 1)]);
  };
  const replay = () => {
    const index = last(cues, sound.currentTime);
    go(index < 0 ? 0 : cues[index].start_s);
    if (sound.paused) toggle();
  };
  const ready = () => {
    const wait = waitAt(sound.currentTime);
    if (wait) go(wait[1]);
    if (wait && sound.paused) toggle();
  };
  const captions = () => {
    const on = byId("captions").getAttribute("aria-pressed") !== "true";
    byId("captions").setAttribute("aria-pressed", on);
    byId("now-cue").classList.toggle("off", !on);
  };
  const timeLeft = () => tell(`${words.time_left} ${clock(total - sound.currentTime)}`);
  // Who starts it with a finger wants to see it whole; who does so with keys keeps the focus in view.
  const look = (event) => {
    if (event.detail) document.querySelector(".stage").scrollIntoView({ block: "nearest" });
  };
  const does = { play: toggle, next, previous, replay, ready, captions, print: () => window.print() };
  for (const [id, action] of Object.entries(does)) byId(id).addEventListener("click", action);
  byId("play").addEventListener("click", look);
  byId("place").addEventListener("input", () => go(Number(byId("place").value)));
  byId("stops").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    go(Number(button.dataset.at));
    if (sound.paused) toggle();
    look(event);
  });
  const keys = {
    " ": toggle, Enter: ready, ArrowRight: next, ArrowLeft: previous,
    r: replay, R: replay, "?": timeLeft,
  };
  document.addEventListener("keydown", (event) => {
    const action = keys[event.key];
    if (!action || !byId("keys").checked || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { target } = event;
    const presses = event.key === " " || event.key === "Enter";
    if (target.closest("input") || (presses && target.closest("button, summary, label, a"))) return;
    event.preventDefault();
    action();
  });

  // -- the screen stays on, and the headset's buttons work, where the browser has that ----------

  let lock = null;
  let asking = false;
  const stayAwake = async () => {
    if (sound.paused || document.visibilityState !== "visible" || lock || asking) return;
    asking = true;
    try {
      lock = (await navigator.wakeLock?.request("screen")) ?? null;
      lock?.addEventListener("release", () => { lock = null; });
      if (sound.paused) letSleep();
    } catch {
      lock = null; // a phone that saves its battery refuses: it plays all the same
    }
    asking = false;
  };
  const letSleep = () => { lock?.release().catch(() => {}); lock = null; };
  document.addEventListener("visibilitychange", () => { stayAwake(); show(); });

  const media = navigator.mediaSession;
  const headset = () => {
    if (!media || !shown.segment) return;
    const title = nameOf(shown.segment);
    if (window.MediaMetadata && media.metadata?.title !== title) {
      media.metadata = new MediaMetadata({ title, artist: timeline.routine, album: timeline.routine });
    }
    media.playbackState = sound.paused ? "paused" : "playing";
    if (media.setPositionState && sound.duration) {
      const position = Math.min(sound.currentTime, sound.duration);
      media.setPositionState({ duration: sound.duration, playbackRate: 1, position });
    }
  };
  // A headset that is taken off says "pause" also to what is paused already.
  // Not seekbackward: a phone that is given it shows that in the place of the track buttons.
  const buttons = {
    play, pause: () => sound.pause(), previoustrack: previous, nexttrack: next,
    seekto: (details) => go(details.seekTime),
  };
  for (const [name, action] of Object.entries(buttons)) {
    try {
      media?.setActionHandler(name, action);
    } catch {
      // a browser need not know every button
    }
  }

  let watching = 0;
  const follow = () => {
    put("play", sound.paused ? words.play : words.pause);
    clearInterval(watching);
    if (!sound.paused) watching = setInterval(show, 100);
    show();
    headset();
  };
  sound.addEventListener("play", () => { tell(""); follow(); stayAwake(); });
  sound.addEventListener("pause", () => {
    follow();
    letSleep();
    if (!sound.ended) tell(words.paused);
  });
  sound.addEventListener("ended", () => { follow(); letSleep(); tell(words.finished); });
  sound.addEventListener("timeupdate", show);
  sound.addEventListener("seeked", headset);
  sound.addEventListener("error", () => { byId("no-sound").hidden = false; });

  byId("print").hidden = false;
  byId("player").hidden = false;
  show();
})();
