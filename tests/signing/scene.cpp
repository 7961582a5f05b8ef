#include "signing/scene.hpp"

#include <gtest/gtest.h>

#include "base/base64.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"

namespace burner::signing {

namespace ids = solana::ids;

namespace {

std::ptrdiff_t signed_place(std::size_t at) {
    return static_cast<std::ptrdiff_t>(at);
}

}  // namespace

Scene& Scene::ask(RequestedItem item) {
    includes.push_back({item.type, item.address, item.action});
    request.items.push_back(std::move(item));
    return *this;
}

Scene& Scene::donate(double fraction) {
    request.donation_percentage = fraction;
    options.donation_to = solana::to_base58(donation_wallet);
    return *this;
}

Built Scene::built() const {
    auto transaction =
        solana::unsigned_transaction(solana::compile(payer, instructions, solana::Blockhash{key_of(99).bytes}));
    if (change) change(transaction);
    return {base::to_base64(solana::serialize(transaction)), includes};
}

RequestedItem empty_item() {
    return {.type = "empty_account",
            .address = solana::to_base58(empty_account),
            .action = "close",
            .expected_mint = solana::to_base58(empty_mint)};
}

RequestedItem token_item() {
    return {.type = "token",
            .address = solana::to_base58(token_account),
            .action = "burn",
            .expected_balance = std::to_string(balance),
            .expected_mint = solana::to_base58(token_mint)};
}

RequestedItem nft_item() {
    RequestedItem item = token_item();
    item.type = "nft";
    item.expected_balance.reset();
    return item;
}

RequestedItem withdrawal_of(RequestedItem item) {
    item.action = "withdraw_excess";
    item.expected_balance.reset();
    return item;
}

Scene honest_scene() {
    Scene scene;
    scene.ask(empty_item()).ask(token_item()).donate(0.05);
    scene.instructions = {
        solana::compute_budget::set_unit_limit(3500),
        solana::compute_budget::set_unit_price(10'000),
        solana::token::close_account(ids::token, empty_account, wallet, wallet),
        solana::token::revoke(ids::token_2022, token_account, wallet),
        solana::token::burn_checked(ids::token_2022, token_account, token_mint, wallet, balance, 6),
        solana::token::harvest_withheld_to_mint(token_mint, std::vector{token_account}),
        solana::token::close_account(ids::token_2022, token_account, wallet, wallet),
        solana::system::transfer(wallet, donation_wallet, base::Lamports{(2'039'280 + 8'017'920) / 20}),
    };
    return scene;
}

std::string_view rule_of(const Verdict& verdict) {
    const auto* refusal = std::get_if<Refusal>(&verdict);
    if (refusal == nullptr) return {};
    EXPECT_FALSE(refusal->message.empty());
    return refusal->rule;
}

std::vector<VerifiedTransaction> signed_of(const Verdict& verdict) {
    const auto* refusal = std::get_if<Refusal>(&verdict);
    if (refusal == nullptr) return std::get<0>(verdict);
    ADD_FAILURE() << refusal->rule << ": " << refusal->message;
    return {};
}

void PrintTo(const Lie& lie, std::ostream* out) {
    *out << lie.name;
}

Lie replace(std::string name, std::size_t at, const solana::Instruction& instruction, std::string_view rule) {
    return {std::move(name), [=](Scene& scene) { scene.instructions.at(at) = instruction; }, rule};
}

Lie insert(std::string name, std::size_t at, const solana::Instruction& instruction, std::string_view rule) {
    return {
        std::move(name),
        [=](Scene& scene) { scene.instructions.insert(scene.instructions.begin() + signed_place(at), instruction); },
        rule};
}

Lie remove(std::string name, std::size_t at, std::string_view rule) {
    return {std::move(name),
            [=](Scene& scene) { scene.instructions.erase(scene.instructions.begin() + signed_place(at)); }, rule};
}

void expect_refused(const std::function<Scene()>& honest, const std::vector<Lie>& lies) {
    EXPECT_EQ(rule_of(honest().verdict()), "") << "the honest scene";
    for (const Lie& lie : lies) {
        Scene scene = honest();
        lie.tell(scene);
        EXPECT_EQ(rule_of(scene.verdict()), lie.rule) << lie.name;
    }
}

}  // namespace burner::signing
