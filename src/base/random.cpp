#include "base/random.hpp"

#include <array>

#include <sodium.h>

#include "base/base64.hpp"

namespace burner::base {

void random_bytes(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

std::string random_id() {
    std::array<std::uint8_t, 16> bits;
    random_bytes(bits);
    return to_base64url(bits);
}

}  // namespace burner::base
