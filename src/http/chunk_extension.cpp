#include "http/chunk_extension.hpp"

#include "http/token.hpp"

namespace burner::http {

bool ChunkExtension::take(char c) {
    switch (place_) {
        case Place::between: return take_between(c);
        case Place::before_name: return is_blank(c) || (is_token_character(c) && move_to(Place::name));
        case Place::name: return is_token_character(c) || take_after_name(c);
        case Place::after_name: return take_after_name(c);
        case Place::before_value:
            if (c == '"') return move_to(Place::quoted);
            return is_blank(c) || (is_token_character(c) && move_to(Place::token));
        case Place::token: return is_token_character(c) || take_between(c);
        case Place::quoted:
            if (c == '"') return move_to(Place::after_value);
            if (c == '\\') return move_to(Place::escaped);
            return is_text_character(c);
        case Place::escaped: return is_text_character(c) && move_to(Place::quoted);
        case Place::after_value: return take_between(c);
    }
    return false;
}

bool ChunkExtension::may_end() const {
    return place_ == Place::name || place_ == Place::token || place_ == Place::after_value;
}

bool ChunkExtension::move_to(Place place) {
    place_ = place;
    return true;
}

/// Takes a character between extensions. A blank must be followed by another extension: the line does not end with one.
bool ChunkExtension::take_between(char c) {
    if (c == ';') return move_to(Place::before_name);
    return is_blank(c) && move_to(Place::between);
}

bool ChunkExtension::take_after_name(char c) {
    if (c == '=') return move_to(Place::before_value);
    if (c == ';') return move_to(Place::before_name);
    return is_blank(c) && move_to(Place::after_name);
}

}  // namespace burner::http
