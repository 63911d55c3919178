import { Transform } from 'class-transformer';

// A value that cannot be converted stays unchanged, so that the validator next to the transform reports it.

/** '12' → 12. Other spellings of a number, such as '012' and '-0', are no integers: each value has one. */
export function ToInteger(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^(0|-?[1-9]\d{0,299})$/.test(value) ? Number(value) : value,
  );
}

/** 'true' → true, 'false' → false. */
export function ToBoolean(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    value === 'true' ? true : value === 'false' ? false : value,
  );
}

/** 'a, b' → ['a', 'b']. */
export function ToList(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((item) => item.trim())
          .filter((item) => item !== '')
      : value,
  );
}
