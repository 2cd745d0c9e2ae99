import { Schema, type ParseOptions, type DocumentOptions, type SchemaOptions, type ScalarTag } from 'yaml';

/**
 * YAML 1.2, with bare words and numbers read the way kubectl's own parser reads them: `yes`, `on`, `y` and their
 * opposites are booleans, `010` is eight, `1_000` a thousand, `<<` merges. Whoever writes
 * `enabled: yes` as a label gets the API server's answer and not a string that works only here.
 */
const bool: ScalarTag = {
  identify: (value) => typeof value === 'boolean',
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/,
  resolve: (text) => /^(?:y|t|on)/i.test(text),
};

const integer: ScalarTag = {
  identify: (value) => typeof value === 'number' && Number.isInteger(value),
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]+|0[bB][01_]+|0|[1-9][0-9_]*)$/,
  resolve: (text) => {
    const digits = text.replace(/_/g, '').replace(/^[-+]/, '');
    const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
    return text.startsWith('-') ? -Number(octal) : Number(octal);
  },
};

const float: ScalarTag = {
  identify: (value) => typeof value === 'number',
  default: true,
  tag: 'tag:yaml.org,2002:float',
  test: /^(?:[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  resolve: (text) => {
    if (/nan$/i.test(text)) return Number.NaN;
    if (/inf$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
    return Number(text.replace(/_/g, ''));
  },
};

/** One instance for all documents: making one costs more than a small document does. */
const schema = new Schema({
  schema: 'core',
  merge: true,
  customTags: (tags) => [
    ...tags.filter((tag) => typeof tag === 'string' || !/:(?:bool|int|float)$/.test(tag.tag)),
    bool,
    integer,
    float,
  ],
});

export const dialect: ParseOptions & DocumentOptions & SchemaOptions = {
  schema,
  uniqueKeys: true,
  prettyErrors: false,
  logLevel: 'silent',
  strict: true,
  stringKeys: true,
};
