// Counts the transactions, and so the signatures, that 1,000 closes and the burns of 200 legacy NFTs need in each
// version: with a donation, and 100 bytes free for the guards of wallets. Prints the counts as JSON.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token.hpp"
#include "solana/programs/token_metadata.hpp"
#include "transactions/build/draft.hpp"

namespace {

using namespace burner;

constexpr std::size_t closes = 1'000;
constexpr std::size_t nfts = 200;

solana::Pubkey address_of(std::string_view kind, std::size_t number) {
    return {base::sha256(base::as_bytes(fmt::format("{} {}", kind, number)))};
}

const solana::Pubkey wallet = address_of("wallet", 0);

std::vector<transactions::Group> groups_of(std::size_t count, auto instruction_at) {
    std::vector<transactions::Group> groups(count);
    for (std::size_t i = 0; i < count; ++i) groups[i].instructions = {instruction_at(i)};
    return groups;
}

solana::Instruction close_of(std::size_t number) {
    return solana::token::close_account(solana::ids::token, address_of("account", number), wallet, wallet);
}

solana::Instruction burn_of(std::size_t number) {
    return solana::token_metadata::burn({.owner = wallet,
                                         .mint = address_of("mint", number),
                                         .token_account = address_of("account", number),
                                         .token_program = solana::ids::token});
}

std::size_t transactions_of(const std::vector<transactions::Group>& groups, solana::MessageVersion version) {
    const transactions::Terms terms{
        .wallet = wallet, .donation_wallet = address_of("donation", 0), .version = version, .reserve_bytes = 100};
    return transactions::pack(transactions::frame_of(terms), groups).size();
}

std::string counts(const std::vector<transactions::Group>& groups) {
    return fmt::format(R"({{"v0":{},"v1":{}}})", transactions_of(groups, solana::MessageVersion::v0),
                       transactions_of(groups, solana::MessageVersion::v1));
}

}  // namespace

int main() {
    fmt::print(R"({{"ready":true,"closes":{},"nfts":{}}})"
               "\n",
               counts(groups_of(closes, close_of)), counts(groups_of(nfts, burn_of)));
    return 0;
}
