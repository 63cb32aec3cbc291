// Client-side messages as a Canvas takes them (1EdTech: LTI Client Side postMessages, and
// Platform Storage): a tool without cookies keeps a few strings here, and may set its height.
// They are kept in memory: the page outlives a launch, and some browsers refuse it any storage.

const MAX_KEYS = 500;
const MAX_CHARACTERS = 4096;
const stores = new Map(); // tool origin -> Map of key -> value

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
  if (others.length >= MAX_KEYS || used + key.length + value.length > MAX_CHARACTERS) {
    throw new MessageError("storage_exhaustion", "There is no room for this value");
  }
}

const handlers = {
  "lti.capabilities": () => ({
    supported_messages: Object.keys(handlers).map((subject) => ({ subject })),
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
    return { key: message.key, value: storeOf(origin).get(message.key) ?? null };
  },

  "lti.frameResize": (message, { frame }) => {
    const height = Number.parseFloat(message.height);
    if (Number.isFinite(height)) frame.style.height = `${Math.min(Math.max(height, 1), 20000)}px`;
    return null; // a Canvas does not answer this one
  },
};

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
    return handlers[message.subject](message, { origin: event.origin, frame });
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    return { error: { code: error.code, message: error.message } };
  }
}

window.addEventListener("message", (event) => {
  const frame = document.querySelector("iframe.tool");
  const message = parse(event.data);
  if (event.source !== frame.contentWindow || !Object.hasOwn(handlers, message?.subject)) return;
  const contents = answer(message, event, frame);
  if (contents === null) return;
  const { subject, message_id } = message;
  // A frame without an origin of its own can only be addressed as "*".
  const target = event.origin === "null" ? "*" : event.origin;
  event.source.postMessage({ subject: `${subject}.response`, message_id, ...contents }, target);
});
