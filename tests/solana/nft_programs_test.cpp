#include "solana/golden.hpp"
#include "solana/programs/bubblegum.hpp"
#include "solana/programs/core.hpp"
#include "solana/programs/ids.hpp"
#include "solana/programs/token_metadata.hpp"
#include "solana/vectors.hpp"

namespace burner::solana {
namespace {

using NftPdaGolden = GoldenTest;

const Pubkey usdc = key_of("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v");

TEST_F(NftPdaGolden, AddressesAreKits) {
    const Pubkey tree = key_of(7);
    const Pubkey account = key_of("9jrTvdU2Am3UmgSAX8EKS9wwrSufkWRbZzEukDogqpQg");
    const std::pair<std::string_view, Pubkey> rows[] = {
        {"TM metadata(USDC)", token_metadata::metadata_address(usdc)},
        {"TM edition(USDC)", token_metadata::edition_address(usdc)},
        {"TM edition marker 0(USDC)", token_metadata::edition_marker_address(usdc, 247)},
        {"TM edition marker v2(USDC)", token_metadata::edition_marker_v2_address(usdc)},
        {"TM token_record(USDC, ATA)", token_metadata::token_record_address(usdc, account)},
        {"Bubblegum tree_config(tree=[7]*32)", bubblegum::tree_config_address(tree)},
        {"Bubblegum asset(tree=[7]*32,nonce=42)", bubblegum::asset_address(tree, 42)},
        {"Bubblegum mpl_core_cpi_signer", ids::bubblegum_core_signer},
    };
    std::size_t seen = 0;
    for (const auto vector : vectors("pdas")) {
        for (const auto& [name, address] : rows) {
            if (text(vector["name"]) != name) continue;
            EXPECT_EQ(to_base58(address), text(vector["address"])) << name;
            ++seen;
        }
    }
    EXPECT_EQ(seen, std::size(rows));
    EXPECT_NE(token_metadata::edition_marker_address(usdc, 248), token_metadata::edition_marker_address(usdc, 247));
}

token_metadata::Burn nft(TokenStandard standard) {
    token_metadata::Burn burn;
    burn.owner = key_of(1);
    burn.mint = key_of(2);
    burn.token_account = key_of(3);
    burn.token_program = ids::token;
    burn.standard = standard;
    return burn;
}

/// The places of the accounts that are there, as far as they are optional.
std::string optional_accounts(const Instruction& instruction) {
    std::string places;
    for (const std::size_t place : {1, 3, 6, 7, 8, 9, 10})
        if (instruction.accounts.at(place).key != ids::token_metadata) places += std::to_string(place) + " ";
    return places;
}

TEST(TokenMetadataBurn, BringsWhatEachStandardNeeds) {
    using enum TokenStandard;
    auto burn = nft(non_fungible);
    EXPECT_EQ(to_hex(token_metadata::burn(burn).data), "29000100000000000000");
    EXPECT_EQ(optional_accounts(token_metadata::burn(burn)), "3 ");
    burn.verified_collection = key_of(4);
    EXPECT_EQ(optional_accounts(token_metadata::burn(burn)), "1 3 ");
    burn.standard = programmable_non_fungible;
    EXPECT_EQ(optional_accounts(token_metadata::burn(burn)), "1 3 10 ");
    burn.standard = non_fungible_edition;
    burn.master = {key_of(5), key_of(6), 250};
    EXPECT_EQ(optional_accounts(token_metadata::burn(burn)), "3 6 7 8 9 ") << "prints leave the collection alone";
    EXPECT_EQ(token_metadata::burn(burn).accounts[9].key, token_metadata::edition_marker_address(key_of(5), 250));
    burn.standard = programmable_non_fungible_edition;
    EXPECT_EQ(optional_accounts(token_metadata::burn(burn)), "3 6 7 8 9 10 ");
    EXPECT_EQ(token_metadata::burn(burn).accounts[9].key, token_metadata::edition_marker_v2_address(key_of(5)));
}

TEST(TokenMetadataBurn, RefusesWhatCannotBeMeant) {
    using enum TokenStandard;
    for (const TokenStandard standard : {fungible, fungible_asset, non_fungible_edition})
        EXPECT_THROW(token_metadata::burn(nft(standard)), std::invalid_argument);
    auto burn = nft(non_fungible);
    burn.master = {key_of(5), key_of(6), 1};
    EXPECT_THROW(token_metadata::burn(burn), std::invalid_argument);
}

bubblegum::Leaf leaf(BubblegumVersion version) {
    bubblegum::Leaf leaf;
    leaf.version = version;
    leaf.tree = key_of(7);
    leaf.owner = key_of(1);
    leaf.delegate = key_of(1);
    leaf.nonce = 42;
    return leaf;
}

bubblegum::Leaf full_leaf() {
    bubblegum::Leaf full = leaf(BubblegumVersion::v2);
    full.delegate = key_of(2);
    full.collection = key_of(3);
    full.asset_data_hash = key_of(4).bytes;
    full.flags = 4;
    return full;
}

TEST(BubblegumBurn, HasTheSizeOfItsOptions) {
    const std::vector<MerkleNode> nodes(3, key_of(9).bytes);
    const bubblegum::Proof proof{key_of(8).bytes, 5, nodes};
    EXPECT_EQ(bubblegum::burn(leaf(BubblegumVersion::v1), proof).data.size(), 116U);
    EXPECT_EQ(bubblegum::burn(leaf(BubblegumVersion::v2), proof).data.size(), 118U);
    EXPECT_EQ(bubblegum::burn(full_leaf(), proof).data.size(), 151U);
    EXPECT_EQ(bubblegum::burn(leaf(BubblegumVersion::v1), proof).accounts.size(), 7U + 3U);
    EXPECT_EQ(bubblegum::burn(full_leaf(), proof).accounts.size(), 12U + 3U);
}

TEST(BubblegumLeaf, HashesWhatIsLeftOutAsTheProgramDoes) {
    bubblegum::Leaf given = leaf(BubblegumVersion::v2);
    const MerkleNode left_out = hash(given);
    given.flags = 0;
    given.asset_data_hash = base::keccak256({});
    given.collection = Pubkey{};
    EXPECT_EQ(hash(given), left_out);
    given.flags = 1;
    EXPECT_NE(hash(given), left_out);
    EXPECT_NE(hash(leaf(BubblegumVersion::v1)), left_out);
}

TEST(MerkleRoot, FollowsTheIndex) {
    const MerkleNode a = key_of(1).bytes, b = key_of(2).bytes;
    base::Bytes both(a.begin(), a.end());
    base::append(both, b);
    const MerkleNode parent = base::keccak256(both);
    const std::vector only_a(1, a), only_b(1, b);
    EXPECT_EQ(merkle_root(a, only_b, 0), parent);
    EXPECT_EQ(merkle_root(b, only_a, 1), parent);
    EXPECT_NE(merkle_root(b, only_a, 0), parent);
    EXPECT_EQ(merkle_root(a, {}, 0), a);
}

template <class Burned>
void expect_only_exact(const Instruction& instruction, Burned burned) {
    EXPECT_TRUE(burned(instruction));
    Instruction other = instruction;
    other.data.push_back(0);
    EXPECT_FALSE(burned(other));
    other.data.resize(instruction.data.size() - 1);
    EXPECT_FALSE(burned(other));
    other.data.clear();
    EXPECT_FALSE(burned(other));
    other = instruction;
    other.data[0] ^= 1;
    EXPECT_FALSE(burned(other));
    other = instruction;
    other.accounts.resize(5);
    EXPECT_FALSE(burned(other));
    other = instruction;
    other.program = ids::system;
    EXPECT_FALSE(burned(other));
}

TEST(NftPrograms, RecogniseWhatTheyBurn) {
    const auto made = token_metadata::burn(nft(TokenStandard::programmable_non_fungible));
    expect_only_exact(made, token_metadata::burned);
    EXPECT_EQ(token_metadata::burned(made)->mint, key_of(2));
    EXPECT_EQ(token_metadata::burned(made)->token_account, key_of(3));
    EXPECT_EQ(token_metadata::burned(made)->owner, key_of(1));
    Instruction two = made;
    two.data[2] = 2;
    EXPECT_FALSE(token_metadata::burned(two)) << "more than one token";

    const auto core = core::burn(key_of(2), key_of(4), key_of(1), std::array{key_of(5)});
    expect_only_exact(core, core::burned);
    EXPECT_EQ(core::burned(core)->asset, key_of(2));
    EXPECT_EQ(core::burned(core)->owner, key_of(1));

    for (const bubblegum::Leaf& each : {leaf(BubblegumVersion::v1), leaf(BubblegumVersion::v2), full_leaf()}) {
        const auto burn = bubblegum::burn(each, {});
        expect_only_exact(burn, bubblegum::burned);
        EXPECT_EQ(bubblegum::burned(burn)->asset, bubblegum::asset_address(key_of(7), 42));
        EXPECT_EQ(bubblegum::burned(burn)->tree, key_of(7));
        EXPECT_EQ(bubblegum::burned(burn)->owner, key_of(1));
        EXPECT_EQ(bubblegum::burned(burn)->version, each.version);
    }
    Instruction tag = bubblegum::burn(leaf(BubblegumVersion::v2), {});
    tag.data[8 + 96] = 2;
    EXPECT_FALSE(bubblegum::burned(tag));
}

}  // namespace
}  // namespace burner::solana
