// Tab is left to the browser, so that the keyboard can leave the editor; lists nest with Ctrl-].
import { baseKeymap, chainCommands, exitCode } from "prosemirror-commands"
import { redo, undo } from "prosemirror-history"
import {
  InputRule, inputRules, textblockTypeInputRule, wrappingInputRule,
} from "prosemirror-inputrules"
import { keymap } from "prosemirror-keymap"
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list"
import { commands } from "./commands.js"
import { schema } from "./schema.js"

const { nodes } = schema

const insertBreak = chainCommands(exitCode, (state, dispatch) => {
  if (!state.selection.$from.parent.type.contentMatch.matchType(nodes.hard_break)) return false
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView())
  return true
})

/** Keymaps, strongest first. `focusToolbar` and `openLink` are commands of the editor around. */
export function keys({ focusToolbar, openLink }) {
  const own = {
    "Mod-b": commands.bold.run,
    "Mod-i": commands.italic.run,
    "Mod-e": commands.code.run,
    "Mod-k": openLink,
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    "Shift-Mod-7": commands.numbers.run,
    "Shift-Mod-8": commands.bullets.run,
    "Shift-Mod-9": commands.quote.run,
    "Mod-]": sinkListItem(nodes.list_item),
    "Mod-[": liftListItem(nodes.list_item),
    "Shift-Enter": insertBreak,
    "Alt-F10": focusToolbar,
    Enter: splitListItem(nodes.list_item),
  }
  return [keymap(own), keymap(baseKeymap)]
}

/** What one who knows Markdown types becomes what it means. */
export function typingRules() {
  const endOfCount = (match, node) => node.childCount + node.attrs.order === +match[1]
  return inputRules({
    rules: [
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
      wrappingInputRule(/^(\d{1,4})\.\s$/, nodes.ordered_list, (match) => ({ order: +match[1] }), endOfCount),
      textblockTypeInputRule(/^```$/, nodes.code_block),
      textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, (match) => ({ level: match[1].length })),
      new InputRule(/^---$/, insertRule),
    ],
  })
}

function insertRule(state, match, start, end) {
  const { $from } = state.selection
  if ($from.parent.type !== nodes.paragraph || $from.depth !== 1) return null
  return state.tr.replaceRangeWith(start, end, nodes.horizontal_rule.create())
}
