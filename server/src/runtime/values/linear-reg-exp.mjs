import { RE2JS } from 're2js';

/**
 * What JSONata needs of a RegExp, on an engine that takes linear time whatever the pattern. Patterns RE2 does not know
 * (look-around, back references) are refused.
 */
export class LinearRegExp {
  constructor(source) {
    let flags = 0;
    if (source.flags.includes('i')) flags |= RE2JS.CASE_INSENSITIVE;
    if (source.flags.includes('m')) flags |= RE2JS.MULTILINE;
    this.pattern = RE2JS.compile(RE2JS.translateRegExp(source.source), flags);
    this.lastIndex = 0;
  }

  exec(text) {
    const matcher = this.pattern.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0;
      return null;
    }
    const match = [matcher.group(0)];
    for (let group = 1; group <= matcher.groupCount(); group++) match.push(matcher.group(group) ?? undefined);
    match.index = matcher.start();
    this.lastIndex = matcher.end();
    return match;
  }
}
