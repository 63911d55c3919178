import { ApiProperty } from '@nestjs/swagger';

export class FieldErrorDto {
  /**
   * The invalid field or parameter; a dot separates the names of nested fields
   * @example "cidr"
   */
  field: string;

  /**
   * What is wrong with the field
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
   * The reason phrase of the HTTP status
   * @example "Not Found"
   */
  error: string;

  /**
   * Stable code for programs, one per cause
   * @example "domain_not_found"
   */
  code: string;

  /**
   * Description of the error for people
   * @example "Domain mapping not found"
   */
  message: string;

  /** All invalid fields, if the error is about fields */
  details?: FieldErrorDto[];

  /**
   * The id of the request. The operator finds the request in the log by this id
   * @example "5f1c1a3e-0b0f-4c39-9a53-0c2b8d0f3a11"
   */
  requestId: string;
}
