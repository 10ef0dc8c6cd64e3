package konpro.errors.testkit;

import konpro.errors.ErrorType;

/** An application's own code. */
public enum ShopError implements ErrorType {
    OUT_OF_STOCK;

    @Override
    public String code() {
        return name();
    }

    @Override
    public int status() {
        return 409;
    }
}
