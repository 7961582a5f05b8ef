#include "reclaim/options/private_file.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace burner::reclaim {
namespace {

/// A file in a directory of its own, gone at the end.
class PrivateFileTest : public testing::Test {
  protected:
    PrivateFileTest() {
        std::string pattern = testing::TempDir() + "burnerXXXXXX";
        directory_ = mkdtemp(pattern.data());
    }
    ~PrivateFileTest() override { std::filesystem::remove_all(directory_); }

    std::filesystem::path file(const std::string& content, mode_t mode = 0600) {
        const auto path = directory_ / "file";
        std::ofstream{path, std::ios::binary} << content;
        chmod(path.c_str(), mode);
        return path;
    }
    const std::filesystem::path& directory() const { return directory_; }

  private:
    std::filesystem::path directory_;
};

/// RFC 8032 section 7.1, test 1.
constexpr std::array<std::uint8_t, 32> seed = {0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a,
                                               0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32,
                                               0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60};

std::string key_text(std::string_view separator, std::uint8_t change_last = 0) {
    std::vector<std::uint8_t> bytes{seed.begin(), seed.end()};
    const auto address = solana::Keypair::from_seed(seed).address();
    bytes.insert(bytes.end(), address.bytes.begin(), address.bytes.end());
    bytes.back() = static_cast<std::uint8_t>(bytes.back() ^ change_last);
    return fmt::format("[{}]", fmt::join(bytes, separator));
}

TEST_F(PrivateFileTest, KeypairIsRead) {
    const auto address = solana::Keypair::from_seed(seed).address();
    for (const std::string& text : {key_text(","), key_text(" , "), " \n" + key_text(",\n") + "\r\n"}) {
        const auto found = read_keypair_file(file(text));
        ASSERT_TRUE(found) << found.error();
        EXPECT_EQ(found->content.address(), address);
        EXPECT_FALSE(found->is_exposed);
    }
}

TEST_F(PrivateFileTest, KeypairIsReadInBase58) {
    const auto keypair = solana::Keypair::from_seed(seed);
    solana::Signature bytes;
    std::ranges::copy(seed, bytes.bytes.begin());
    std::ranges::copy(keypair.address().bytes, bytes.bytes.begin() + 32);
    const auto found = read_keypair_file(file(to_base58(bytes) + "\n"));
    ASSERT_TRUE(found) << found.error();
    EXPECT_EQ(found->content.address(), keypair.address());
    EXPECT_FALSE(read_keypair_file(file(to_base58(keypair.address()))));
}

TEST_F(PrivateFileTest, KeypairIsReadFromPipesAndStreams) {
    const auto address = solana::Keypair::from_seed(seed).address();
    const auto pipe = directory() / "pipe";
    ASSERT_EQ(mkfifo(pipe.c_str(), 0644), 0);
    std::jthread writer{[&] { std::ofstream{pipe} << key_text(","); }};
    const auto piped = read_keypair_file(pipe);
    ASSERT_TRUE(piped) << piped.error();
    EXPECT_EQ(piped->content.address(), address);
    EXPECT_FALSE(piped->is_exposed);
    std::istringstream in{key_text(",")};
    EXPECT_EQ(read_keypair(in)->content.address(), address);
    std::istringstream endless{std::string(20'000, '1')};
    EXPECT_EQ(read_keypair(endless).error(), "standard input is too long to be a key");
}

TEST_F(PrivateFileTest, ModeThatOthersCanReadIsNoticed) {
    for (const mode_t mode : {0640U, 0604U, 0644U})
        EXPECT_TRUE(read_keypair_file(file(key_text(","), mode))->is_exposed);
    for (const mode_t mode : {0600U, 0400U, 0620U})
        EXPECT_FALSE(read_keypair_file(file(key_text(","), mode))->is_exposed);
}

TEST_F(PrivateFileTest, KeypairThatIsNoneIsRefusedWithoutQuotingIt) {
    const std::string good = key_text(",");
    const std::string body = good.substr(1, good.size() - 2);
    for (const std::string& text :
         {std::string{}, std::string{"[]"}, std::string{"{}"}, body, "[" + body, body + "]", "[" + body + ",1]",
          "[" + body.substr(body.find(',') + 1) + "]", "[" + body + ",]", good + good, good + "x",
          "[" + body.substr(0, body.rfind(',')) + ",256]", "[" + body.substr(0, body.rfind(',')) + ",-1]",
          "[" + body.substr(0, body.rfind(',')) + ",1.0]", "[\"157\"," + body.substr(4) + "]", "[[" + body + "]]",
          std::string(20000, ' '), key_text(",", 1)}) {
        const auto found = read_keypair_file(file(text));
        ASSERT_FALSE(found) << text;
        EXPECT_EQ(found.error().find("157"), std::string::npos) << found.error();
    }
    EXPECT_NE(read_keypair_file(file(key_text(",", 1))).error().find("does not belong to its private key"),
              std::string::npos);
}

TEST_F(PrivateFileTest, WhatIsNoFileIsRefused) {
    EXPECT_FALSE(read_keypair_file(directory()));
    EXPECT_FALSE(read_keypair_file(directory() / "absent"));
    EXPECT_FALSE(read_secret_file("/dev/null"));
}

TEST_F(PrivateFileTest, SecretIsTheWordWithoutItsWhiteSpace) {
    const auto found = read_secret_file(file(" ak_live_x\n", 0644));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->content, "ak_live_x");
    EXPECT_TRUE(found->is_exposed);
    EXPECT_FALSE(read_secret_file(file(" \n")));
}

}  // namespace
}  // namespace burner::reclaim
