#include "access/signing_key_file.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "fakes/temporary_folder.hpp"

namespace burner::access {
namespace {

class SigningKeyFile : public testing::Test {
  protected:
    void write(const std::string& content, mode_t mode = 0600) const {
        std::ofstream{file_} << content;
        ASSERT_EQ(::chmod(file_.c_str(), mode), 0);
    }
    std::string error() const {
        const auto read = read_signing_key_file(file_);
        return read ? std::string{} : read.error().message;
    }

    fakes::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "signing-keys.json";
    const std::string good_ =
        R"({"keys":[{"kid":"a","state":"current","alg":"HS256","secret":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",)"
        R"("createdAt":"2026-04-09T12:00:00.000Z"},{"kid":"b","state":"next","alg":"EdDSA",)"
        R"("secret":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","createdAt":"2026-04-09T12:00:01.000Z"}]})";
};

TEST_F(SigningKeyFile, HoldsTheKeysOfVersion01) {
    write(good_);
    const auto keys = read_signing_key_file(file_).value();
    ASSERT_EQ(keys.size(), 2u);
    EXPECT_EQ(keys[0].record.kid, "a");
    EXPECT_EQ(keys[0].record.state, SigningKeyState::current);
    EXPECT_EQ(keys[1].record.algorithm, JwsAlgorithm::eddsa);
    EXPECT_EQ(keys[1].secret.size(), 32u);
    EXPECT_LT(keys[0].record.created_at, keys[1].record.created_at);
}

TEST_F(SigningKeyFile, IsRefusedWhenOthersCanReadIt) {
    for (const mode_t mode : {0640u, 0604u, 0620u, 0601u}) {
        write(good_, mode);
        EXPECT_NE(error().find("others"), std::string::npos) << mode;
    }
}

TEST_F(SigningKeyFile, IsRefusedWithAShortSecret) {
    auto content = good_;
    content.erase(content.find("AAEC"), 4);  // 3 bytes less, canonical still
    write(content);
    EXPECT_NE(error().find("under 32 bytes"), std::string::npos);
}

TEST_F(SigningKeyFile, IsRefusedWhenNoVersionWroteIt) {
    const auto cut = [&](std::string_view from, std::string_view to) {
        std::string changed = good_;
        return changed.replace(changed.find(from), from.size(), to);
    };
    for (const auto& content :
         {std::string{}, std::string{"{}"}, std::string{"{\"keys\":[]}"}, good_.substr(0, good_.size() / 2),
          cut("current", "next"), cut("next", "nobody"), cut("HS256", "none"), cut("\"kid\"", "\"id\""),
          cut("\"b\"", "\"a\""), cut("createdAt\":\"2", "createdAt\":\"x")}) {
        write(content);
        EXPECT_FALSE(error().empty()) << content;
        EXPECT_EQ(error().find("AwQF"), std::string::npos);
    }
}

}  // namespace
}  // namespace burner::access
