/**
 * The generator for Go as it is, and the models: release 5.0.0-beta2 calls them in the methods that it writes, and
 * leaves out the files that declare them (OpenAPITools/openapi-generator#7351).
 */
public class GoWithModels extends org.openapitools.codegen.languages.GoClientCodegen {
  public GoWithModels() {
    modelTemplateFiles.put("model.mustache", ".go");
  }
}
