"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const readJson = (id) => JSON.parse(byId(id).textContent);
  const timeline = readJson("timeline");
  const { words, waits, totals, language } = readJson("page-data");
  const { cues, segments } = timeline;
  const total = timeline.total_s;
  const LONG_CUE = 70; // characters; a longer cue doesn't fit on a phone in the largest letters
  const RESTART_S = 3; // after this time "previous" goes to the start of the current exercise
  const sound = byId("sound");
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const clock = (seconds) => {
    const whole = Math.max(0, Math.round(seconds));
    const pad = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor(whole / 60) % 60;
    return hours ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
  };

  // The sound is in the page as base64. Every browser can seek in a blob, but not every browser in
  // a data: URL. It is decoded in chunks: an hour is 15 MB.
  const decode = (base64) => {
    const chunks = [];
    for (let at = 0; at < base64.length; at += 1 << 18) {
      const binary = atob(base64.slice(at, at + (1 << 18)));
      chunks.push(Uint8Array.from(binary, (c) => c.charCodeAt(0)));
    }
    return new Blob(chunks, { type: "audio/mpeg" });
  };
  sound.src = URL.createObjectURL(decode(byId("mp3").textContent));
  byId("mp3").remove();

  // -- finding things on the timeline -----------------------------------------------------------

  // The index of the last entry that has started at a time, or -1.
  const lastStarted = (entries, at) => {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle].start_s <= at + 0.001) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const itemOf = new Map(segments.map((segment) => {
    const inside = (cue) => cue.start_s >= segment.start_s && cue.start_s < segment.end_s;
    return [segment, cues.find((cue) => inside(cue) && cue.item !== null)?.item ?? null];
  }));
  const listed = segments.filter((segment) => segment.kind !== "rest"); // as in the exercise list
  const totalsOf = new Map(cues.map((cue, index) => [cue, totals[index]]));
  const nameOf = (segment) => segment.exercise ??
    words[{ intro: "before", finish: "finish", rest: "rest" }[segment.kind]];
  const placeOf = (cue) => {
    if (!cue || cue.item === null) return "";
    const [sets, reps] = totalsOf.get(cue);
    return [
      cue.round > 1 ? fill(words.round, { n: cue.round }) : "",
      cue.side ? words[cue.side] : "",
      cue.set && sets > 1 ? fill(words.set_of, { n: cue.set, total: sets }) : "",
      cue.rep && reps > 1 ? fill(words.rep_of, { n: cue.rep, total: reps }) : "",
    ].filter(Boolean).join(" · ");
  };
  const waitAt = (at) => waits.find(([start, end]) => start <= at && at < end);

  // -- display ----------------------------------------------------------------------------------

  const shown = { cue: null, segment: null, timeLeft: "" };
  const setText = (id, text) => {
    if (byId(id).textContent !== text) byId(id).textContent = text;
  };
  // A screen reader reads the status aloud only if it changes, so a repeated text gets a space.
  const announce = (text) => {
    const repeated = text && byId("status").textContent === text;
    setText("status", repeated ? `${text}\u00a0` : text);
  };
  const pictureFor = (segment) => {
    const next = segments[segments.indexOf(segment) + 1];
    const item = segment.kind === "rest" && next ? itemOf.get(next) : itemOf.get(segment);
    return item === null ? null : document.querySelector(`#exercise-${item} .picture`);
  };
  const showSegment = (segment) => {
    setText("now-name", nameOf(segment));
    if (language && segment.exercise === null) byId("now-name").lang = language;
    else byId("now-name").removeAttribute("lang");
    const picture = pictureFor(segment);
    byId("now-picture").replaceChildren(...(picture ? [picture.cloneNode(true)] : []));
    const current = lastStarted(listed, segment.start_s);
    byId("exercise-list").querySelectorAll("button").forEach((button, index) => {
      if (index === current) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    });
    if (segment.kind !== "rest" && !sound.paused) announce(nameOf(segment));
    updateMediaSession();
  };
  // The cue at a time: the first one before the sound starts, none between a segment's start and
  // its first cue.
  const cueAt = (at, segment) => {
    const index = lastStarted(cues, at);
    if (index < 0) return cues[0] ?? null;
    return cues[index].start_s >= segment.start_s ? cues[index] : null;
  };
  const show = () => {
    const at = sound.currentTime;
    const segment = segments[Math.max(0, lastStarted(segments, at))];
    const cue = cueAt(at, segment);
    if (segment !== shown.segment) {
      shown.segment = segment;
      showSegment(segment);
    }
    if (cue !== shown.cue) {
      shown.cue = cue;
      setText("now-cue", cue ? cue.text : "");
      byId("now-cue").classList.toggle("long", Boolean(cue) && cue.text.length > LONG_CUE);
      setText("now-place", placeOf(cue));
    }
    byId("wait").hidden = !waitAt(at);
    const timeLeft = clock(total - at);
    if (timeLeft !== shown.timeLeft) {
      shown.timeLeft = timeLeft;
      setText("time-left", timeLeft);
      byId("seek").value = at;
      const values = { now: clock(at), total: clock(total) };
      byId("seek").setAttribute("aria-valuetext", fill(words.place_of, values));
    }
  };

  // -- actions ----------------------------------------------------------------------------------

  const seek = (at) => {
    sound.currentTime = Math.min(Math.max(0, at), Math.max(0, total - 0.05));
    show();
  };
  const play = () => sound.play().catch(() => {});
  const togglePlay = () => (sound.paused ? play() : sound.pause());
  const goToSegment = (segment) => {
    seek(segment.start_s);
    if (sound.paused) announce(nameOf(segment)); // while playing, `showSegment` announces it
  };
  const next = () => {
    const segment = listed[lastStarted(listed, sound.currentTime) + 1];
    if (segment) goToSegment(segment);
  };
  const previous = () => {
    const index = Math.max(0, lastStarted(listed, sound.currentTime));
    const restart = sound.currentTime - listed[index].start_s > RESTART_S;
    goToSegment(listed[restart ? index : Math.max(0, index - 1)]);
  };
  const replay = () => {
    const index = lastStarted(cues, sound.currentTime);
    seek(index < 0 ? 0 : cues[index].start_s);
    if (sound.paused) play();
  };
  const ready = () => {
    const wait = waitAt(sound.currentTime);
    if (!wait) return;
    seek(wait[1]);
    if (sound.paused) play();
  };
  const toggleCaptions = () => {
    const on = byId("captions").getAttribute("aria-pressed") !== "true";
    byId("captions").setAttribute("aria-pressed", on);
    byId("now-cue").classList.toggle("off", !on);
  };
  const announceTimeLeft = () => announce(`${words.time_left} ${clock(total - sound.currentTime)}`);
  // After a tap or a click the player is scrolled into view; after a key the focus stays in view.
  const scrollToPlayer = (event) => {
    if (event.detail) document.querySelector(".stage").scrollIntoView({ block: "nearest" });
  };
  const buttons = {
    play: togglePlay, next, previous, replay, ready, captions: toggleCaptions,
    print: () => window.print(),
  };
  for (const [id, action] of Object.entries(buttons)) byId(id).addEventListener("click", action);
  byId("play").addEventListener("click", scrollToPlayer);
  byId("seek").addEventListener("input", () => seek(Number(byId("seek").value)));
  byId("exercise-list").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    seek(Number(button.dataset.start));
    if (sound.paused) play();
    scrollToPlayer(event);
  });
  const shortcuts = {
    " ": togglePlay, Enter: ready, ArrowRight: next, ArrowLeft: previous,
    r: replay, R: replay, "?": announceTimeLeft,
  };
  document.addEventListener("keydown", (event) => {
    const action = shortcuts[event.key];
    if (!action || !byId("keys").checked || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { target } = event;
    const activates = event.key === " " || event.key === "Enter";
    if (target.closest("input") || (activates && target.closest("button, summary, label, a"))) return;
    event.preventDefault();
    action();
  });

  // -- keeping the screen on, and a headset's buttons, in browsers that support them -------------

  let wakeLock = null;
  let requesting = false;
  const keepScreenOn = async () => {
    const needed = !sound.paused && document.visibilityState === "visible";
    if (!needed || wakeLock || requesting) return;
    requesting = true;
    try {
      wakeLock = (await navigator.wakeLock?.request("screen")) ?? null;
      wakeLock?.addEventListener("release", () => { wakeLock = null; });
      if (sound.paused) releaseScreen();
    } catch {
      wakeLock = null; // refused, for instance by a phone that is saving battery
    }
    requesting = false;
  };
  const releaseScreen = () => { wakeLock?.release().catch(() => {}); wakeLock = null; };
  document.addEventListener("visibilitychange", () => { keepScreenOn(); show(); });

  const { mediaSession } = navigator;
  const updateMediaSession = () => {
    if (!mediaSession || !shown.segment) return;
    const title = nameOf(shown.segment);
    if (window.MediaMetadata && mediaSession.metadata?.title !== title) {
      const { routine } = timeline;
      mediaSession.metadata = new MediaMetadata({ title, artist: routine, album: routine });
    }
    mediaSession.playbackState = sound.paused ? "paused" : "playing";
    if (mediaSession.setPositionState && sound.duration) {
      const position = Math.min(sound.currentTime, sound.duration);
      mediaSession.setPositionState({ duration: sound.duration, playbackRate: 1, position });
    }
  };
  // "pause" must not toggle: a headset that is taken off sends it while paused, too. There is no
  // "seekbackward": phones would show it in place of the track buttons.
  const mediaActions = {
    play, pause: () => sound.pause(), previoustrack: previous, nexttrack: next,
    seekto: (details) => seek(details.seekTime),
  };
  for (const [name, action] of Object.entries(mediaActions)) {
    try {
      mediaSession?.setActionHandler(name, action);
    } catch {
      // the browser doesn't support this action
    }
  }

  let timer = 0;
  const updatePlayState = () => {
    setText("play", sound.paused ? words.play : words.pause);
    clearInterval(timer);
    if (!sound.paused) timer = setInterval(show, 100);
    show();
    updateMediaSession();
  };
  sound.addEventListener("play", () => { announce(""); updatePlayState(); keepScreenOn(); });
  sound.addEventListener("pause", () => {
    updatePlayState();
    releaseScreen();
    if (!sound.ended) announce(words.paused);
  });
  sound.addEventListener("ended", () => {
    updatePlayState();
    releaseScreen();
    announce(words.finished);
  });
  sound.addEventListener("timeupdate", show);
  sound.addEventListener("seeked", updateMediaSession);
  sound.addEventListener("error", () => { byId("no-sound").hidden = false; });

  byId("print").hidden = false;
  byId("player").hidden = false;
  show();
})();
