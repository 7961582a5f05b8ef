#include <cstdlib>

#include "upstreams/rpc/answers.hpp"

using burner::upstreams::AnswerReader;

namespace {

/// Whatever is taken has been checked: what follows must hold for any input.
void require(bool condition) {
    if (!condition) std::abort();
}

/// Also of what comes before a flaw.
struct CheckedAccounts final : burner::solana::AccountVisitor {
    void begin() override {}
    void visit(const burner::solana::Pubkey&, const burner::solana::Account& account) override {
        constexpr std::uint64_t lamports_bound = std::uint64_t{1} << 60;
        require(account.owner == burner::solana::Pubkey{} && account.lamports.value < lamports_bound);
    }
};

void read(AnswerReader& reader, std::uint8_t method, std::string body) {
    CheckedAccounts accounts;
    switch (method % 11) {
        case 0: (void)reader.token_accounts(body, 1, {}, accounts); return;
        case 1:
            if (const auto found = reader.accounts(body, 1, 2)) require(found->value.size() == 2);
            return;
        case 2: (void)reader.latest_blockhash(body, 1); return;
        case 3: (void)reader.block_height(body, 1); return;
        case 4: (void)reader.prioritization_fees(body, 1); return;
        case 5:
            if (const auto found = reader.simulation(body, 1, 1)) require(found->accounts.size() == 1);
            return;
        case 6: (void)reader.signature(body, 1); return;
        case 7:
            if (const auto found = reader.signature_statuses(body, 1, 1)) require(found->size() == 1);
            return;
        case 8:
            if (const auto hash = reader.genesis_hash(body, 1))
                require(burner::solana::pubkey_from_base58(*hash).has_value());
            return;
        case 9:
            if (const auto landed = reader.landed_transaction(body, 1); landed && *landed)
                require((*landed)->before.size() <= 256 && (*landed)->tokens_after.size() <= 256);
            return;
        default:
            if (const auto verdict = reader.preflight_verdict(body))
                require(!verdict->name.empty() && verdict->detail.size() <= 200);
    }
}

}  // namespace

/// The first byte chooses the method; the reader is kept between inputs, as on a worker.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static AnswerReader reader;
    if (size == 0) return 0;
    read(reader, data[0], std::string(data + 1, data + size));
    return 0;
}
