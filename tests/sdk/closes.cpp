#include "sdk/closes.hpp"

#include "base/base64.hpp"
#include "sdk/client_fixture.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/system.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"

namespace burner::test {

namespace {

solana::Pubkey key_of(std::string_view name) {
    solana::Pubkey key;
    key.bytes.fill(static_cast<std::uint8_t>(name.front()));
    return key;
}

const solana::Pubkey& owner() {
    static const solana::Pubkey key = solana::pubkey_from_base58(wallet).value();
    return key;
}

}  // namespace

std::string address_of(std::string_view name) {
    return name.size() == 1 ? solana::to_base58(key_of(name)) : std::string{name};
}

std::string closing(std::string_view name) {
    return closing(name, {});
}

std::string closing(std::string_view name, const std::vector<solana::Instruction>& more) {
    return closing(name, more, wallet);
}

std::string closing(std::string_view name, const std::vector<solana::Instruction>& more, std::string_view payer) {
    std::vector instructions{solana::token::close_account(solana::ids::token, key_of(name), owner(), owner())};
    instructions.insert(instructions.end(), more.begin(), more.end());
    const auto message = solana::compile(solana::pubkey_from_base58(address_of(payer)).value(), instructions, {});
    return base::to_base64(solana::serialize(solana::unsigned_transaction(message)));
}

solana::Instruction donation(std::string_view name, std::uint64_t lamports) {
    return solana::system::transfer(owner(), key_of(name), base::Lamports{lamports});
}

}  // namespace burner::test
