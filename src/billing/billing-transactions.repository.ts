import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { Selection } from '../database/selection.js';
import type { Page } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { SortKeys } from '../pagination/sort.js';
import type { BillingTransactionQuery } from './billing-transaction.dto.js';
import { BillingTransaction } from './billing-transaction.entity.js';

@Injectable()
export class BillingTransactionsRepository extends Repository<BillingTransaction> {
  override readonly target = BillingTransaction;

  page(organizationId: number, query: BillingTransactionQuery): Promise<Page<BillingTransaction>> {
    const transactions = Selection.of<BillingTransaction>(this.metadata, 'transaction', 'all', (all) => all);
    const source = transactions.where('transaction.organization_id = ?', organizationId);
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }

  /** Null if the organization has no balance of its own. */
  async add(
    organizationId: number,
    {
      type,
      amount,
      reference,
      description,
    }: Pick<BillingTransaction, 'type' | 'amount' | 'reference' | 'description'>,
  ): Promise<BillingTransaction | null> {
    const [added] = await this.query<{ id: string }[]>(
      'select id from add_billing_transaction($1, $2, $3, $4, $5)',
      [organizationId, type, amount, reference, description],
    );
    return added ? this.findOneByOrFail({ id: added.id }) : null;
  }
}

const sortKeys: SortKeys<BillingTransaction> = {
  id: { column: 'transaction.id', kind: 'number', value: ({ id }) => Number(id) },
};
