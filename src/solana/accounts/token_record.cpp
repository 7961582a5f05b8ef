#include "solana/accounts/token_record.hpp"

#include "solana/accounts/borsh_reader.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t record_key = 11;
constexpr std::size_t record_size = 80;
constexpr std::size_t old_record_size = 47;  ///< before the transfer lock

}  // namespace

std::optional<TokenRecord> parse_token_record(base::ByteView data) {
    if (data.size() != record_size && data.size() != old_record_size) return std::nullopt;
    BorshReader in{data};
    if (in.integer<std::uint8_t>() != record_key) return std::nullopt;
    TokenRecord record;
    in.integer<std::uint8_t>();  // bump
    record.state = TokenState{in.tag(2)};
    in.optional([&] { return in.integer<std::uint64_t>(); });  // revision of the rule set
    record.delegate = in.optional([&] { return in.key(); });
    record.delegate_role = in.optional([&] { return TokenDelegateRole{in.tag(6)}; });
    if (data.size() == record_size) in.optional([&] { return in.key(); });  // where a locked transfer may go
    if (in.failed()) return std::nullopt;
    return record;
}

}  // namespace burner::solana
