#include "solana/programs/ids.hpp"
#include "solana/programs/token.hpp"
#include "solana/transaction.hpp"
#include "solana/vectors.hpp"

/// Version 1 (SIMD-0385). Its golden transaction is in compile_test.cpp with the others.
namespace burner::solana {
namespace {

const MessageConfig usual{7, 3'000, 200'000, std::nullopt};

Transaction one_close(const MessageConfig& config = usual) {
    const Instruction close = token::close_account(ids::token, key_of(2), key_of(1), key_of(1));
    return unsigned_transaction(compile(key_of(1), std::vector{close}, {key_of(9).bytes}, config));
}

std::string verdict_of(const base::Bytes& wire) {
    const auto parsed = parse_transaction(wire);
    return parsed ? "accepted" : std::string{to_text(parsed.error())};
}

std::string named(DecodeError error) {
    return std::string{to_text(error)};
}

/// A transaction of version 1 with one close, which `edit` spoils.
template <class Edit>
std::string verdict_after_edit(Edit edit) {
    Transaction transaction = one_close();
    edit(transaction.message);
    transaction.signatures.resize(transaction.message.required_signatures);
    return verdict_of(serialize(transaction));
}

/// The wire of one close with another mask, and its own config values behind it.
std::string verdict_of_mask(std::uint32_t mask) {
    base::Bytes wire = serialize(one_close());
    std::memcpy(wire.data() + 4, &mask, sizeof mask);
    return verdict_of(wire);
}

TEST(ParseVersion1, GivesBackWhatWasCompiled) {
    for (const MessageConfig& config :
         {MessageConfig{}, usual, MessageConfig{UINT64_MAX, UINT32_MAX, 0, 256 * 1024},
          MessageConfig{std::nullopt, 1, std::nullopt, 32 * 1024}, MessageConfig{0, std::nullopt, 5, std::nullopt}}) {
        Transaction transaction = one_close(config);
        transaction.signatures[0].bytes.fill(0x55);
        const auto parsed = parse_transaction(serialize(transaction));
        ASSERT_TRUE(parsed) << to_text(parsed.error());
        EXPECT_EQ(*parsed, transaction);
        EXPECT_EQ(parse_message(serialize(transaction.message)), transaction.message);
    }
}

TEST(ParseVersion1, SignsWhatStandsBeforeTheSignatures) {
    Transaction transaction = one_close();
    transaction.signatures[0].bytes.fill(0x55);
    base::Bytes expected = serialize(transaction.message);
    EXPECT_EQ(expected.front(), 0x81);
    expected.insert(expected.end(), 64, 0x55);
    EXPECT_EQ(serialize(transaction), expected);
}

TEST(ParseVersion1, RefusesEveryTruncationAndWhatFollows) {
    base::Bytes wire = serialize(one_close());
    for (std::size_t size = 0; size < wire.size(); ++size)
        ASSERT_FALSE(parse_transaction(base::ByteView{wire}.first(size))) << size;
    wire.push_back(0);
    EXPECT_EQ(verdict_of(wire), named(DecodeError::trailing_bytes));
}

TEST(ParseVersion1, EveryOneByteMutationIsRefusedOrRoundTrips) {
    base::Bytes wire = serialize(one_close());
    std::size_t refused = 0;
    for (std::uint8_t& byte : wire) {
        const std::uint8_t original = byte;
        for (unsigned change = 1; change < 256; ++change) {
            byte = static_cast<std::uint8_t>(original ^ change);
            const auto parsed = parse_transaction(wire);
            refused += !parsed;
            if (parsed) ASSERT_EQ(serialize(*parsed), wire);
        }
        byte = original;
    }
    EXPECT_GT(refused, 3'000U);
}

TEST(ParseVersion1, NamesWhatTheSanitiserRefuses) {
    struct Row {
        const char* name;
        void (*edit)(Message&);
        DecodeError error;
    };
    const Row rows[] = {
        {"no signer", [](Message& m) { m.required_signatures = 0; }, DecodeError::no_signatures},
        {"13 signers", [](Message& m) { m.required_signatures = 13; }, DecodeError::too_many_signatures},
        {"a payer that is read-only", [](Message& m) { m.readonly_signed = 1; }, DecodeError::key_count},
        {"more read-only keys than there are", [](Message& m) { m.readonly_unsigned = 3; }, DecodeError::key_count},
        {"a key twice", [](Message& m) { m.keys[2] = m.keys[1]; }, DecodeError::duplicate_key},
        {"65 keys", [](Message& m) { m.keys.resize(65); }, DecodeError::key_count},
        {"65 instructions", [](Message& m) { m.instructions.resize(65, m.instructions[0]); },
         DecodeError::instruction_count},
        {"the payer as a program", [](Message& m) { m.instructions[0].program_index = 0; }, DecodeError::program_index},
        {"a program that is not there", [](Message& m) { m.instructions[0].program_index = 3; },
         DecodeError::program_index},
        {"an account that is not there", [](Message& m) { m.instructions[0].accounts[0] = 3; },
         DecodeError::account_index},
        {"a heap of 31 KiB", [](Message& m) { m.config.heap_size = 31 * 1024; }, DecodeError::config},
        {"a heap of 257 KiB", [](Message& m) { m.config.heap_size = 257 * 1024; }, DecodeError::config},
        {"a heap of half a KiB more", [](Message& m) { m.config.heap_size = 33 * 1024 - 512; }, DecodeError::config},
    };
    EXPECT_EQ(verdict_after_edit([](Message&) {}), "accepted");
    for (const Row& row : rows) EXPECT_EQ(verdict_after_edit(row.edit), named(row.error)) << row.name;
}

TEST(ParseVersion1, RefusesMasksOfHalfAFeeOrOfUnknownBits) {
    for (const std::uint32_t mask : {0x0eU, 0x0dU, 0x2fU, 0x8000000fU})
        EXPECT_EQ(verdict_of_mask(mask), named(DecodeError::config)) << mask;
    EXPECT_EQ(verdict_of_mask(0x0f), "accepted");
    EXPECT_EQ(verdict_of_mask(0x1f), named(DecodeError::config)) << "the heap's size would be a header";
}

TEST(ParseVersion1, AcceptsExactlyTheSizeOfTheNetwork) {
    const auto sized = [](std::size_t data, std::uint8_t signers) {
        Instruction instruction{key_of(200), {}, base::Bytes(data)};
        for (std::uint8_t i = 2; i <= signers; ++i) instruction.accounts.push_back({key_of(i), true, false});
        return unsigned_transaction(compile(key_of(1), std::vector{instruction}, {}, usual));
    };
    for (const std::uint8_t signers : {std::uint8_t{1}, std::uint8_t{12}}) {
        const std::size_t room = 4'096 - serialize(sized(0, signers)).size();
        EXPECT_EQ(verdict_of(serialize(sized(room, signers))), "accepted");
        EXPECT_EQ(verdict_of(serialize(sized(room + 1, signers))), named(DecodeError::too_large));
        EXPECT_TRUE(parse_message(serialize(sized(room, signers).message)));
        EXPECT_EQ(parse_message(serialize(sized(room + 1, signers).message)).error(), DecodeError::too_large);
    }
}

TEST(ParseVersion1, RefusesItBehindItsSignatures) {
    base::Bytes wire(65);
    wire[0] = 1;
    base::append(wire, serialize(one_close().message));
    EXPECT_EQ(verdict_of(wire), named(DecodeError::unsupported_version));
}

}  // namespace
}  // namespace burner::solana
