/** Stands in for the package "linkify-it", which markdown-it makes but our dialect never asks. */
export default class LinkifyIt {}
