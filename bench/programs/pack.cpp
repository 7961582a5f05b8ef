// Plans and packs the closes of 1,000 empty token accounts, whose state is given: no RPC, no simulation, no ticket.
// Reads a number of rounds per line and answers each line with what they cost, so that rounds of a peer can come
// between. Transactions stay unsigned, as clients get them.
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "solana/programs/ids.hpp"
#include "solana/transaction.hpp"
#include "transactions/build/draft.hpp"
#include "transactions/plan/plan.hpp"

namespace {

using namespace burner;

constexpr std::size_t closes = 1'000;
constexpr std::uint64_t price = 1'000;     ///< micro-lamports per compute unit, as `medium` on a quiet cluster
constexpr std::uint64_t rent = 2'039'280;  ///< lamports of a 165-byte account
constexpr std::size_t state_offset = 108;  ///< of a token account: mint, owner, amount, delegate come before
constexpr std::uint8_t initialized = 1;

/// The addresses that the peer uses as well.
solana::Pubkey address_of(std::string_view kind, std::size_t number) {
    return {base::sha256(base::as_bytes(fmt::format("{} {}", kind, number)))};
}

solana::Account empty_account(const solana::Pubkey& wallet, std::size_t number) {
    solana::Account account{solana::ids::token, {rent}, base::Bytes(165)};
    const auto mint = address_of("mint", number);
    std::ranges::copy(mint.bytes, account.data.begin());
    std::ranges::copy(wallet.bytes, account.data.begin() + 32);
    account.data[state_offset] = initialized;
    return account;
}

struct Wallet {
    solana::Pubkey address = address_of("wallet", 0);
    std::vector<transactions::Selection> selections;
    transactions::ChainState state;

    Wallet() {
        for (std::size_t i = 0; i < closes; ++i) {
            selections.push_back({.address = address_of("account", i)});
            state.accounts.emplace_back(empty_account(address, i));
        }
    }
};

std::vector<std::string> build(const Wallet& wallet) {
    const auto plan = transactions::plan(wallet.address, wallet.selections, wallet.state, {});
    const transactions::Terms terms{.wallet = wallet.address};
    std::vector<std::string> built;
    for (auto& bin : transactions::pack(transactions::frame_of(terms), plan.groups)) {
        transactions::Draft draft{terms, plan.groups, std::move(bin)};
        draft.set_price(price);
        built.push_back(base::to_base64(solana::serialize(solana::unsigned_transaction(draft.compile({})))));
    }
    return built;
}

double cpu_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

int main() {
    const Wallet wallet;
    std::cout << R"({"ready":true})" << std::endl;
    for (std::size_t rounds = 0; std::cin >> rounds;) {
        std::size_t transactions = 0;
        std::size_t characters = 0;
        const double start = cpu_seconds();
        for (std::size_t i = 0; i < rounds; ++i) {
            const auto built = build(wallet);
            transactions = built.size();
            characters = 0;
            for (const auto& text : built) characters += text.size();
        }
        const double spent = cpu_seconds() - start;
        fmt::print(R"({{"rounds":{},"cpuSeconds":{},"transactions":{},"characters":{}}})"
                   "\n",
                   rounds, spent, transactions, characters);
        std::fflush(stdout);
    }
    return 0;
}
