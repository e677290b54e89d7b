/**
 * Unicode blocks by the names that XML Schema's `\p{Is...}` uses, as inclusive ranges of code points: the blocks of
 * letters, signs and ideographs that trade and its names are written in.
 */
type Range = readonly [from: number, to: number];

const blocks: ReadonlyMap<string, Range> = new Map<string, Range>([
  ["BasicLatin", [0x0000, 0x007f]],
  ["Latin-1Supplement", [0x0080, 0x00ff]],
  ["LatinExtended-A", [0x0100, 0x017f]],
  ["LatinExtended-B", [0x0180, 0x024f]],
  ["IPAExtensions", [0x0250, 0x02af]],
  ["SpacingModifierLetters", [0x02b0, 0x02ff]],
  ["CombiningDiacriticalMarks", [0x0300, 0x036f]],
  ["Greek", [0x0370, 0x03ff]],
  ["GreekandCoptic", [0x0370, 0x03ff]],
  ["Cyrillic", [0x0400, 0x04ff]],
  ["Armenian", [0x0530, 0x058f]],
  ["Hebrew", [0x0590, 0x05ff]],
  ["Arabic", [0x0600, 0x06ff]],
  ["Devanagari", [0x0900, 0x097f]],
  ["Bengali", [0x0980, 0x09ff]],
  ["Tamil", [0x0b80, 0x0bff]],
  ["Thai", [0x0e00, 0x0e7f]],
  ["Lao", [0x0e80, 0x0eff]],
  ["Tibetan", [0x0f00, 0x0fff]],
  ["Georgian", [0x10a0, 0x10ff]],
  ["HangulJamo", [0x1100, 0x11ff]],
  ["Mongolian", [0x1800, 0x18af]],
  ["LatinExtendedAdditional", [0x1e00, 0x1eff]],
  ["GreekExtended", [0x1f00, 0x1fff]],
  ["GeneralPunctuation", [0x2000, 0x206f]],
  ["SuperscriptsandSubscripts", [0x2070, 0x209f]],
  ["CurrencySymbols", [0x20a0, 0x20cf]],
  ["LetterlikeSymbols", [0x2100, 0x214f]],
  ["NumberForms", [0x2150, 0x218f]],
  ["Arrows", [0x2190, 0x21ff]],
  ["MathematicalOperators", [0x2200, 0x22ff]],
  ["MiscellaneousTechnical", [0x2300, 0x23ff]],
  ["EnclosedAlphanumerics", [0x2460, 0x24ff]],
  ["BoxDrawing", [0x2500, 0x257f]],
  ["BlockElements", [0x2580, 0x259f]],
  ["GeometricShapes", [0x25a0, 0x25ff]],
  ["MiscellaneousSymbols", [0x2600, 0x26ff]],
  ["Dingbats", [0x2700, 0x27bf]],
  ["CJKRadicalsSupplement", [0x2e80, 0x2eff]],
  ["KangxiRadicals", [0x2f00, 0x2fdf]],
  ["CJKSymbolsandPunctuation", [0x3000, 0x303f]],
  ["Hiragana", [0x3040, 0x309f]],
  ["Katakana", [0x30a0, 0x30ff]],
  ["Bopomofo", [0x3100, 0x312f]],
  ["HangulCompatibilityJamo", [0x3130, 0x318f]],
  ["EnclosedCJKLettersandMonths", [0x3200, 0x32ff]],
  ["CJKCompatibility", [0x3300, 0x33ff]],
  ["CJKUnifiedIdeographsExtensionA", [0x3400, 0x4dbf]],
  ["CJKUnifiedIdeographs", [0x4e00, 0x9fff]],
  ["YiSyllables", [0xa000, 0xa48f]],
  ["HangulSyllables", [0xac00, 0xd7af]],
  ["PrivateUse", [0xe000, 0xf8ff]],
  ["CJKCompatibilityIdeographs", [0xf900, 0xfaff]],
  ["AlphabeticPresentationForms", [0xfb00, 0xfb4f]],
  ["HalfwidthandFullwidthForms", [0xff00, 0xffef]],
]);

/** The block as a part of a class that the engine reads, or undefined if there is none of that name. */
export function blockSource(name: string): string | undefined {
  const range = blocks.get(name);
  return range && range.map((point) => `\\u{${point.toString(16)}}`).join("-");
}
