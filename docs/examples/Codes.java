import java.time.Duration;
import java.util.List;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import konpro.errors.HttpStatus;

/** The response for each documented code. */
class Codes {

    static final ErrorMapper errors =
            ErrorMapper.builder().onFailure((response, cause) -> {}).build();

    public static void main(String[] args) {
        show(new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                .detail("field", "avatar_id")
                .detail("reason", "Avatar ID is required"));
        show(ApiException.invalid("size", "Must be 1 to 512"));
        show(ApiException.invalid(List.of(
                new FieldViolation("name", "Must not be blank"), new FieldViolation("size", "Must be 1 to 512"))));
        show(new ApiException(ErrorCode.INVALID_API_KEY));
        show(new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS, "API key lacks required scopes")
                .detail("required", List.of("avatars:write")));
        show(new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "There is no avatar 7"));
        show(new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                .detail("limit", 10)
                .retryAfter(Duration.ofSeconds(30)));
        show(new IllegalStateException("what nobody has named"));
        show(new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "Back at 6:00 UTC").retryAfter(Duration.ofHours(1)));
        show(new ApiException(ErrorType.ofStatus(405), "Only GET and POST"));
    }

    static void show(Throwable exception) {
        ErrorResponse response = errors.respond(exception, "req-123456");
        System.out.print("HTTP/1.1 " + response.status() + " ");
        System.out.println(
                HttpStatus.find(response.status()).map(HttpStatus::reason).orElse("Method Not Allowed"));
        response.headers().forEach((name, value) -> System.out.println(name + ": " + value));
        System.out.println();
        System.out.println(response.envelope().toJson());
        System.out.println();
    }
}
