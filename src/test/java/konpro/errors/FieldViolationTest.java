package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import org.junit.jupiter.api.Test;

class FieldViolationTest {

    @Test
    void refusesToBeWithoutAFieldOrAReason() {
        assertEquals(
                "field",
                assertThrows(NullPointerException.class, () -> new FieldViolation(null, "r"))
                        .getMessage());
        assertEquals(
                "reason",
                assertThrows(NullPointerException.class, () -> new FieldViolation("f", null))
                        .getMessage());
    }

    @Test
    void mayHoldAnyTextsEmptyOnesToo() {
        assertEquals("", new FieldViolation("", "r").field());
        assertEquals("", new FieldViolation("f", "").reason());
    }

    @Test
    void isShownAsJson() {
        assertEquals("""
                {"field":"avatar_id","reason":"Avatar\\nID"}""", new FieldViolation("avatar_id", "Avatar\nID").toString());
    }
}
