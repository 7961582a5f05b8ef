#include "fakes/nft_bytes.hpp"

#include <algorithm>

namespace burner::fakes {

namespace {

void append_padded(base::Bytes& out, std::string_view text, std::size_t size) {
    base::append_le(out, static_cast<std::uint32_t>(size));
    base::append(out, base::as_bytes(text));
    out.resize(out.size() + size - text.size());
}

}  // namespace

base::Bytes MetadataBytes::bytes() const {
    base::Bytes out{4};
    base::append(out, key(9003).view());
    base::append(out, mint.view());
    append_padded(out, name, 32);
    append_padded(out, symbol, 10);
    append_padded(out, uri, 200);
    base::append_le(out, std::uint16_t{500});
    out.insert(out.end(), {0, 0, 1, 1, 254});  // no creators, not sold, mutable, edition nonce
    out.push_back(standard ? 1 : 0);
    if (standard) out.push_back(*standard);
    out.push_back(collection ? 1 : 0);
    if (collection) {
        out.push_back(is_verified ? 1 : 0);
        base::append(out, collection->view());
    }
    out.push_back(0);  // uses
    out.push_back(size ? 1 : 0);
    if (size) {
        out.push_back(0);
        base::append_le(out, *size);
    }
    out.resize(std::max(out.size(), length));
    return out;
}

base::Bytes master_edition(std::uint64_t supply) {
    base::Bytes out{6};
    base::append_le(out, supply);
    out.resize(20);
    return out;
}

base::Bytes print_edition(const Pubkey& parent, std::uint64_t number) {
    base::Bytes out{1};
    base::append(out, parent.view());
    base::append_le(out, number);
    out.resize(42);
    return out;
}

base::Bytes token_record(std::uint8_t state) {
    base::Bytes out{11, 255, state};
    out.resize(80);
    return out;
}

base::Bytes edition_marker(std::uint64_t number, std::uint64_t other) {
    base::Bytes out(32);
    out[0] = 7;
    for (const std::uint64_t each : {number, other})
        out[1 + each / 8] |= static_cast<std::uint8_t>(0x80U >> (each % 8));
    return out;
}

}  // namespace burner::fakes
