// Client-side messages as a Canvas takes them (1EdTech: LTI Client Side postMessages 0.1, and
// LTI postMessage Storage 0.1): a tool without cookies keeps a few strings here, and may set its
// height. They are kept in memory: the page outlives a launch, and some browsers refuse it any
// storage. The page's data says how this storage fails, where somebody wants to see that.

const MAX_KEYS = 500;
const MAX_CHARACTERS = 4096;
const stores = new Map(); // tool origin -> Map of key -> value

const { storageFault: fault, storageSeconds: seconds, storageFrame: keeper } =
  document.querySelector("[data-storage-fault]").dataset;
const isKeeper = keeper === "" || window.name === keeper;

class MessageError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

function requireText(message, ...names) {
  for (const name of names) {
    if (typeof message[name] !== "string" || message[name] === "") {
      throw new MessageError("bad_request", `Missing required '${name}' field`);
    }
  }
}

function storeOf(origin) {
  if (!stores.has(origin)) stores.set(origin, new Map());
  return stores.get(origin);
}

function checkRoom(store, key, value) {
  const others = [...store].filter(([other]) => other !== key);
  const used = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
  const isFull = others.length >= MAX_KEYS || used + key.length + value.length > MAX_CHARACTERS;
  if (isFull || fault === "full") {
    throw new MessageError("storage_exhaustion", "There is no room for this value");
  }
}

function remembered(origin, key) {
  const value = storeOf(origin).get(key) ?? null;
  if (fault === "forgetful") return null;
  return fault === "changed" && value !== null ? `not ${value}` : value;
}

const handlers = {
  "lti.capabilities": () => ({
    supported_messages: fault === "no-capabilities" ? [] : Object.keys(handlers).map(described),
  }),

  "lti.put_data": (message, { origin }) => {
    requireText(message, "key", "message_id");
    const { key } = message;
    if (message.value === undefined || message.value === null || message.value === "") {
      storeOf(origin).delete(key);
      return { key };
    }
    const value = String(message.value);
    checkRoom(storeOf(origin), key, value);
    storeOf(origin).set(key, value);
    return { key, value };
  },

  "lti.get_data": (message, { origin }) => {
    requireText(message, "key", "message_id");
    return { key: message.key, value: remembered(origin, message.key) };
  },

  "lti.frameResize": (message, { frame }) => {
    const height = Number.parseFloat(message.height);
    if (Number.isFinite(height)) frame.style.height = `${Math.min(Math.max(height, 1), 20000)}px`;
    return null; // a Canvas does not answer this one
  },
};

const isForStorage = (subject) => subject === "lti.put_data" || subject === "lti.get_data";

// Where a message goes: a tool that finds a frame named here must send it there.
function described(subject) {
  return { subject, frame: isForStorage(subject) && keeper !== "" ? keeper : "_parent" };
}

function parse(data) {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function answer(message, event, frame) {
  try {
    if (!Object.hasOwn(handlers, message.subject)) {
      throw new MessageError("unsupported_subject", `Unsupported subject ${message.subject}`);
    }
    return handlers[message.subject](message, { origin: event.origin, frame });
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}

// Only those that the specification has this window take.
function isOurs(subject) {
  if (typeof subject !== "string" || !subject.startsWith("lti.")) return false;
  if (fault === "silent" || (fault === "no-capabilities" && isForStorage(subject))) return false;
  if (window.name === keeper && keeper !== "") return isForStorage(subject);
  return isKeeper || !isForStorage(subject);
}

function send(event, response) {
  // A frame without an origin of its own can only be addressed as "*".
  const target = event.origin === "null" ? "*" : event.origin;
  if (fault === "wrong-origin") {
    window.frames.stranger.postMessage({ response, target }, "*");
  } else {
    event.source.postMessage(response, target);
  }
}

window.addEventListener("message", (event) => {
  const frame = document.querySelector("iframe.tool");
  const tool = frame ? frame.contentWindow : window.parent.frames.tool;
  const message = parse(event.data);
  if (event.source !== tool || !isOurs(message?.subject)) return;
  const contents = answer(message, event, frame);
  if (contents === null) return;
  const message_id = fault === "wrong-id" ? `not-${message.message_id}` : message.message_id;
  const response = { subject: `${message.subject}.response`, message_id, ...contents };
  setTimeout(() => send(event, response), fault === "late" ? Number(seconds) * 1000 : 0);
});
