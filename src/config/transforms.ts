import { Transform } from 'class-transformer';

// A value that cannot be converted stays unchanged, so that the validator next to the transform reports it.

/** '12' → 12. */
export function ToInteger(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,300}$/.test(value) ? Number(value) : value,
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
