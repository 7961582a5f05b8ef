#include "solana/accounts/token_account.hpp"

#include "solana/accounts/optional_field.hpp"
#include "solana/accounts/token_extensions.hpp"
#include "solana/programs/ids.hpp"

namespace burner::solana {

namespace {

constexpr std::uint8_t initialized = 1;
constexpr std::uint8_t frozen = 2;

/// The ciphertexts of a confidential account, behind `approved` and the ElGamal key: pending low, pending high,
/// available.
constexpr std::size_t ciphertexts_offset = 33;
constexpr std::size_t ciphertexts_size = 192;

std::optional<TokenAccount> parse_account_base(base::ByteView data) {
    const std::uint8_t state = data[108];
    const auto delegate = read_optional_pubkey(data, 72);
    const auto reserve = read_optional_u64(data, 109);
    const auto close_authority = read_optional_pubkey(data, 129);
    if ((state != initialized && state != frozen) || !delegate || !reserve || !close_authority) return std::nullopt;
    TokenAccount account;
    account.mint = read_pubkey(data, 0);
    account.owner = read_pubkey(data, 32);
    account.amount = base::read_le<std::uint64_t>(data, 64);
    account.delegate = *delegate;
    account.delegated_amount = base::read_le<std::uint64_t>(data, 121);
    account.is_frozen = state == frozen;
    if (*reserve) account.native_reserve = base::Lamports{**reserve};
    account.close_authority = *close_authority;
    return account;
}

void read_extension(TokenAccount& account, const Extension& extension) {
    switch (extension.type) {
        case ExtensionType::transfer_fee_amount:
            account.withheld_fee = base::read_le<std::uint64_t>(extension.value, 0);
            break;
        case ExtensionType::confidential_transfer_account:
            account.has_confidential_balance =
                !is_all_zero(extension.value.subspan(ciphertexts_offset, ciphertexts_size));
            break;
        case ExtensionType::confidential_transfer_fee_amount:
            account.has_confidential_fee = !is_all_zero(extension.value);
            break;
        default: break;
    }
}

}  // namespace

std::optional<TokenAccount> parse_token_account(const Pubkey& program, base::ByteView data) {
    const bool extensible = program == ids::token_2022;
    if (!extensible && program != ids::token) return std::nullopt;
    if (data.size() < token_account_size || (!extensible && data.size() != token_account_size)) return std::nullopt;
    auto account = parse_account_base(data);
    if (!account) return std::nullopt;
    ExtensionReader reader{data, ExtendedKind::account, token_account_size};
    while (const auto extension = reader.next()) read_extension(*account, *extension);
    if (reader.malformed()) return std::nullopt;
    return account;
}

}  // namespace burner::solana
