#include "users/link.hpp"

#include <array>

#include "base/base64.hpp"
#include "base/random.hpp"

namespace burner::users {

base::Error link_used() {
    return {base::ErrorCode::link_used};
}

base::Secret draw_token() {
    std::array<std::uint8_t, 32> bits;
    base::random_bytes(bits);
    return base::Secret{base::to_base64url(bits)};
}

base::Sha256 hash_of_token(std::string_view token) {
    return base::sha256(base::as_bytes(token));
}

}  // namespace burner::users
