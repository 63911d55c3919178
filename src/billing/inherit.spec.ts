import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BillingProfile } from './billing-profile.entity.js';
import { inherit } from './billing.service.js';

describe('inherit', () => {
  it('takes each field from the first profile that sets it, and says from which', () => {
    const profile = fc.record({
      billingPlan: fc.option(fc.string({ minLength: 1 })),
      currency: fc.option(fc.constantFrom('EUR', 'USD')),
      creditLimit: fc.option(fc.nat()),
    });
    fc.assert(
      fc.property(fc.array(profile, { maxLength: 6 }), (profiles) => {
        const line = profiles.map((fields, index) => ({
          ...fields,
          organizationId: index + 1,
          organization: { name: `Organization ${index + 1}` },
        })) as BillingProfile[];
        const { sources, ...settings } = inherit(line);
        for (const field of ['billingPlan', 'currency', 'creditLimit'] as const) {
          const setter = line.find((candidate) => candidate[field] !== null);
          expect(settings[field]).toBe(setter?.[field] ?? undefined);
          expect(sources[field]?.orgId).toBe(setter && `org_${setter.organizationId}`);
        }
      }),
    );
  });
});
