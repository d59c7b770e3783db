import * as v from 'valibot';

/* @__NO_SIDE_EFFECTS__ */
function withoutTextRules(schema: v.GenericSchema): v.GenericSchema {
  const described = (plain: v.GenericSchema): v.GenericSchema => {
    const words = v.getDescription(schema);
    return words === undefined ? plain : v.pipe(plain, v.description(words));
  };
  const parts = schema as unknown as {
    entries: Record<string, v.GenericSchema>;
    wrapped: v.GenericSchema;
    item: v.GenericSchema;
    value: v.GenericSchema;
  };
  switch (schema.type) {
    case 'string':
      return described(v.string());
    case 'nullable':
      return described(v.nullable(withoutTextRules(parts.wrapped)));
    case 'array':
      return described(v.array(withoutTextRules(parts.item)));
    case 'record':
      return described(v.record(v.string(), withoutTextRules(parts.value)));
    case 'object':
    case 'strict_object': {
      const each = Object.entries(parts.entries);
      const entries = Object.fromEntries(each.map(([name, of]) => [name, withoutTextRules(of)]));
      return described(schema.type === 'object' ? v.object(entries) : v.strictObject(entries));
    }
    default:
      return schema;
  }
}

/**
 * The same shape for answers, whose texts and lists may be any: what was stored by the rules of its day is
 * told as it is, also once what comes in has to keep stricter ones.
 */
/* @__NO_SIDE_EFFECTS__ */
export const asKept = <S extends v.GenericSchema>(schema: S): S =>
  withoutTextRules(schema) as unknown as S;
