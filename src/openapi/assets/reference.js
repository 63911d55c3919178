// Sets up Swagger UI, in a file of its own because the page's content security policy forbids inline scripts.

/** Shows the access level in the row of each operation. */
function showAccess({ React, specSelectors }) {
  return {
    wrapComponents: {
      OperationSummaryPath: (Original) => (props) => {
        const { path, method } = props.operationProps.toObject();
        const level = specSelectors.specJson().getIn(['paths', path, method, 'x-access-level']);
        return React.createElement(
          React.Fragment,
          null,
          React.createElement(Original, props),
          level && React.createElement('span', { className: `access access-${level}` }, level),
        );
      },
    },
  };
}

/** Filters by name, path and access level; Swagger UI's own filter looks only at tags. */
function filterOperations({ React }) {
  const matches = (operation, wanted) =>
    ['path', 'method']
      .map((name) => operation.get(name))
      .concat(
        ['summary', 'operationId', 'x-access-level'].map((name) => operation.getIn(['operation', name])),
      )
      .some((text) => text && text.toLowerCase().includes(wanted));
  return {
    fn: {
      opsFilter: (tags, phrase) => {
        const wanted = phrase.trim().toLowerCase();
        return tags
          .map((tag, name) =>
            name.toLowerCase().includes(wanted)
              ? tag
              : tag.update('operations', (operations) => operations.filter((one) => matches(one, wanted))),
          )
          .filter((tag) => tag.get('operations').size > 0);
      },
    },
    components: {
      FilterContainer: ({ layoutSelectors, layoutActions }) => {
        const filter = layoutSelectors.currentFilter();
        return React.createElement(
          'div',
          { className: 'wrapper filter' },
          React.createElement('input', {
            type: 'search',
            className: 'operation-filter-input',
            placeholder: 'Filter by tag, path, summary or access level',
            'aria-label': 'Filter',
            value: typeof filter === 'string' ? filter : '',
            onChange: ({ target }) => layoutActions.updateFilter(target.value || true),
          }),
        );
      },
    },
  };
}

globalThis.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  plugins: [showAccess, filterOperations],
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: true,
  showCommonExtensions: true,
  tryItOutEnabled: true,
  // Otherwise an external server would validate the document.
  validatorUrl: null,
});
