package avatars;

import com.fasterxml.jackson.annotation.JsonProperty;
import contract.Avatars;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Where a recipe may slip: what Spring finds wrong with a request, and the exceptions it has a status for. */
@RestController
class Slips {

    record Order(
            @NotNull(message = "Is missing") @Valid Owner owner,
            List<@Valid Item> items,
            Map<String, @Valid Item> extras) {}

    record Owner(
            @JsonProperty("e_mail") @NotBlank String email,
            @Min(1900) int birthYear) {}

    record Item(@NotBlank String name, @Min(1) int itemCount) {
        Item {
            if ("moved".equals(name)) {
                throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "It has moved");
            }
        }
    }

    record Filter(
            @BindParam("max_size") @Min(1) int maxSize,
            @NotBlank String name) {}

    record Range(int from, int to) {}

    @InitBinder("range")
    void check(WebDataBinder binder) {
        binder.addValidators(new Validator() {
            @Override
            public boolean supports(Class<?> type) {
                return type == Range.class;
            }

            @Override
            public void validate(Object target, Errors errors) {
                errors.reject("order"); // without a message
            }
        });
    }

    @GetMapping("/slips/parameters")
    void parameters(
            @RequestParam("max_size") @Min(1) int maxSize,
            @RequestHeader("X-Page") @Min(1) int pageNumber,
            @CookieValue("theme_id") @Min(1) int themeId) {}

    @GetMapping("/slips/ids")
    void ids(@RequestParam("avatar_id") List<@Min(1) Integer> avatarIds) {}

    @PostMapping("/slips/order")
    void order(@Valid @RequestBody Order order) {}

    @PostMapping("/slips/items")
    void items(@RequestBody @Size(max = 3) List<@Valid Item> items) {}

    @PostMapping("/slips/names")
    void names(@RequestBody List<@NotBlank String> names) {}

    @PostMapping(path = "/slips/part", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    void part(@Valid @RequestPart("first_item") Item firstItem) {}

    @GetMapping("/slips/filter")
    void filter(@Valid @ModelAttribute("filter") Filter filter) {}

    @GetMapping("/slips/range")
    void range(@Valid @ModelAttribute("range") Range range) {}

    @GetMapping("/slips/status/{kind}")
    void status(@PathVariable String kind) {
        throw switch (kind) {
            case "conflict" -> new ResponseStatusException(HttpStatus.CONFLICT, Avatars.SECRET);
            case "later" -> later();
            case "gone" -> new Gone();
            case "unmodified" -> new ResponseStatusException(HttpStatus.NOT_MODIFIED);
            case "unknown" -> new ResponseStatusException(HttpStatus.valueOf(500), Avatars.SECRET);
            case "wrapped" -> new IllegalStateException(limit());
            case "wrapped-by-spring" -> new ResponseStatusException(HttpStatus.CONFLICT, "", limit());
            case "hidden" -> new ApiException(ErrorCode.RESOURCE_NOT_FOUND, null, new AccessDeniedException(""));
            case "bug" -> new NumberFormatException(Avatars.SECRET);
            default -> new IllegalArgumentException(kind);
        };
    }

    @GetMapping("/slips/shared")
    @CrossOrigin("https://konpro.example")
    void shared() {}

    @GetMapping("/slips/empty")
    ResponseEntity<Void> empty() {
        return ResponseEntity.notFound().location(URI.create("/slips")).build();
    }

    private static RuntimeException later() {
        ErrorResponseException later = new ErrorResponseException(
                HttpStatus.SERVICE_UNAVAILABLE,
                ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, Avatars.SECRET),
                null);
        later.getHeaders().set(HttpHeaders.RETRY_AFTER, "7");
        return later;
    }

    private static ApiException limit() {
        return new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                .retryAfter(Duration.ofSeconds(30));
    }

    @ResponseStatus(HttpStatus.GONE)
    static class Gone extends RuntimeException {
        private static final long serialVersionUID = 1;

        Gone() {
            super(Avatars.SECRET);
        }
    }

    /** Here it is Bean Validation that throws, through a proxy. */
    @RestController
    @Validated
    static class Proxied {

        @GetMapping("/slips/proxied")
        public void parameters(
                @RequestParam("max_size") @Min(1) int maxSize,
                @RequestParam("avatar_id") List<@Min(1) Integer> avatarIds) {}

        @PostMapping("/slips/proxied")
        public void order(@Valid @RequestBody Order order) {}
    }
}
