import { Injectable } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { isPositive, negate } from '../lookups/amount.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { LimitChanges } from '../organizations/limit-changes.js';
import { assertNotOwn } from '../organizations/organization.rules.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import type { Page } from '../pagination/page.js';
import { noBalance } from './billing-profile.errors.js';
import {
  BillingTransactionDto,
  type BillingTransactionQuery,
  type CreateBillingTransactionDto,
} from './billing-transaction.dto.js';
import { BillingTransactionsRepository } from './billing-transactions.repository.js';

@Injectable()
export class BillingTransactionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly transactions: BillingTransactionsRepository,
    private readonly organizations: OrganizationsService,
    private readonly limits: LimitChanges,
  ) {}

  async list(
    principal: Principal,
    organizationId: number,
    query: BillingTransactionQuery,
  ): Promise<Page<BillingTransactionDto>> {
    const page = await this.work.read(principal, async (manager) => {
      await this.organizations.require(manager, organizationId);
      return manager.withRepository(this.transactions).page(organizationId, query);
    });
    return page.map((transaction) => BillingTransactionDto.from(transaction));
  }

  async create(
    principal: Principal,
    organizationId: number,
    { type, amount, reference, description }: CreateBillingTransactionDto,
  ): Promise<BillingTransactionDto> {
    if (type === 'payment' && !isPositive(amount))
      throw new ApiError(validationFailed, [{ field: 'amount', message: 'must be positive for a payment' }]);
    const transaction = await this.work.write(principal, async (manager) => {
      assertNotOwn(principal, await this.organizations.lockInPlaceFromPath(manager, organizationId));
      return manager.withRepository(this.transactions).add(organizationId, {
        type,
        amount: type === 'payment' ? negate(amount) : amount,
        reference: reference ?? null,
        description: description ?? null,
      });
    });
    if (!transaction) throw new ApiError(noBalance);
    this.limits.announce();
    return BillingTransactionDto.from(transaction);
  }
}
