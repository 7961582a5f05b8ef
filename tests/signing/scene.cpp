#include "signing/scene.hpp"

#include "base/base64.hpp"
#include "solana/programs/compute_budget.hpp"
#include "solana/programs/system.hpp"

namespace burner::signing {

namespace ids = solana::ids;

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
    const solana::Blockhash blockhash{key_of(99).bytes};
    auto transaction = solana::unsigned_transaction(header ? solana::compile(payer, instructions, blockhash, *header)
                                                           : solana::compile(payer, instructions, blockhash));
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

Scene honest_v1_scene() {
    Scene scene = honest_scene();
    scene.instructions.erase(scene.instructions.begin() + place::limit, scene.instructions.begin() + place::close);
    scene.header = {.priority_fee = 35, .unit_limit = 3'500, .loaded_data_limit = 1'000'000};
    return scene;
}

}  // namespace burner::signing
