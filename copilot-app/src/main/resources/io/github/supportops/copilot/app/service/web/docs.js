// Shows the service's own description; nothing comes from another place.
window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#routes',
  deepLinking: true,
  validatorUrl: null,
});
