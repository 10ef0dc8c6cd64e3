package konpro.errors.testkit;

import konpro.errors.ErrorType;

/** An application's own codes, as the documentation of {@link ErrorType} shows them. */
public enum ShopError implements ErrorType {
    OUT_OF_STOCK(409);

    private final int status;

    ShopError(int status) {
        this.status = status;
    }

    @Override
    public String code() {
        return name();
    }

    @Override
    public int status() {
        return status;
    }
}
