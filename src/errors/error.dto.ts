import { ApiProperty } from '@nestjs/swagger';

export class FieldErrorDto {
  /**
   * The field or parameter at fault; nested fields with dots
   * @example "cidr"
   */
  field: string;

  /**
   * What is wrong with it
   * @example "must not be greater than 32 for an IPv4 address"
   */
  message: string;
}

export class ErrorDto {
  /**
   * Always false
   * @example false
   */
  success: boolean;

  /**
   * The HTTP status of the response
   * @example 404
   */
  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599 })
  statusCode: number;

  /**
   * The phrase of that status
   * @example "Not Found"
   */
  error: string;

  /**
   * Stable code, one per cause
   * @example "domain_not_found"
   */
  code: string;

  /**
   * What happened, for people
   * @example "Domain mapping not found"
   */
  message: string;

  /** All fields at fault, where fields are to blame */
  details?: FieldErrorDto[];

  /**
   * Name this to the operator: it is in every log line of the request
   * @example "5f1c1a3e-0b0f-4c39-9a53-0c2b8d0f3a11"
   */
  requestId: string;
}
