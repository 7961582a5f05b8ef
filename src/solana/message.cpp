#include "solana/message.hpp"

#include <algorithm>
#include <utility>

namespace burner::solana {

bool Message::is_writable(std::size_t key) const {
    if (key < required_signatures) return key < std::size_t{required_signatures} - readonly_signed;
    if (key < keys.size()) return key < keys.size() - readonly_unsigned;
    std::size_t loaded = keys.size();
    for (const AddressTableLookup& lookup : lookups) loaded += lookup.writable.size();
    return key < loaded;
}

std::string_view to_text(DecodeError error) {
    switch (error) {
        case DecodeError::truncated: return "it ends too early";
        case DecodeError::trailing_bytes: return "bytes follow its end";
        case DecodeError::too_large: return "it is longer than the network allows";
        case DecodeError::not_minimal: return "a length is not in its shortest form";
        case DecodeError::unsupported_version: return "its version is neither legacy nor 0 nor 1";
        case DecodeError::no_signatures: return "it has no signatures";
        case DecodeError::too_many_signatures: return "it has more than 12 signatures";
        case DecodeError::signature_count: return "the number of signatures differs from the header";
        case DecodeError::key_count: return "the header does not fit the account keys";
        case DecodeError::duplicate_key: return "an account key appears twice";
        case DecodeError::program_index: return "an instruction's program is not among the account keys";
        case DecodeError::account_index: return "an instruction's account is not among the account keys";
        case DecodeError::lookup: return "an address table lookup loads nothing";
        case DecodeError::instruction_count: return "it has more than 64 instructions";
        case DecodeError::config: return "its header asks for what the network does not know";
    }
    std::unreachable();
}

std::optional<std::size_t> find_unused_key(const Message& message) {
    std::vector<bool> is_used(message.keys.size());
    is_used[0] = true;
    for (const CompiledInstruction& instruction : message.instructions) {
        is_used[instruction.program_index] = true;
        for (const std::uint8_t account : instruction.accounts) is_used[account] = true;
    }
    const auto unused = std::ranges::find(is_used, false);
    if (unused == is_used.end()) return std::nullopt;
    return static_cast<std::size_t>(unused - is_used.begin());
}

}  // namespace burner::solana
